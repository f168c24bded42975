'use strict';

/** Corrects what tslab tells a client about itself. */
function answerClients({ jupyter: { ZmqServer, JupyterHandlerImpl }, typescript }) {
  // tslab answers with the type of another reply (complete_reply): the client would wait for the right one.
  ZmqServer.prototype.handleCommInfoRequest = function (socket, request) {
    const reply = request.createReply();
    reply.header.msg_type = 'comm_info_reply';
    reply.content = { status: 'ok', comms: {} };
    reply.signAndSend(this.connInfo.key, socket);
  };

  // tslab says 3.7.2, and notebooks record it.
  const { handleKernel } = JupyterHandlerImpl.prototype;
  JupyterHandlerImpl.prototype.handleKernel = function () {
    const reply = handleKernel.call(this);
    reply.language_info.version = typescript.version;
    return reply;
  };
}

module.exports = { answerClients };
