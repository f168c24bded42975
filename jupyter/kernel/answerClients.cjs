'use strict';

const ANSWERED = new Set([
  'kernel_info_request',
  'execute_request',
  'is_complete_request',
  'inspect_request',
  'complete_request',
  'comm_info_request',
  'shutdown_request',
]);

/** Corrects what tslab tells a client about itself. */
function answerClients({ jupyter: { ZmqServer, JupyterHandlerImpl }, typescript }) {
  // tslab answers with the type of another reply (complete_reply): the client would wait for the right one.
  ZmqServer.prototype.handleCommInfoRequest = function (socket, request) {
    const reply = request.createReply();
    reply.header.msg_type = 'comm_info_reply';
    reply.content = { status: 'ok', comms: {} };
    reply.signAndSend(this.connInfo.key, socket);
  };

  // tslab prints `unknown msg_type` into the output of the last cell, as for the history that JupyterLab asks for.
  const { handleShellMessage } = ZmqServer.prototype;
  ZmqServer.prototype.handleShellMessage = async function (socket, ...frames) {
    if (ANSWERED.has(messageType(frames))) await handleShellMessage.call(this, socket, ...frames);
  };

  // tslab says 3.7.2, and notebooks record it.
  const { handleKernel } = JupyterHandlerImpl.prototype;
  JupyterHandlerImpl.prototype.handleKernel = function () {
    const reply = handleKernel.call(this);
    reply.language_info.version = typescript.version;
    return reply;
  };
}

/** Of a message as it comes over the wire: addresses, delimiter, signature, header, ... */
function messageType(frames) {
  const delimiter = frames.findIndex((frame) => frame.toString() === '<IDS|MSG>');
  return JSON.parse(frames[delimiter + 2].toString()).msg_type;
}

module.exports = { answerClients };
