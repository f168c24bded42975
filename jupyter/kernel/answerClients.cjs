'use strict';

const ANSWERED = new Set([
  'kernel_info_request',
  'execute_request',
  'is_complete_request',
  'inspect_request',
  'complete_request',
  'comm_info_request',
  'shutdown_request',
  'interrupt_request',
]);

/**
 * Corrects what tslab tells a client about itself.
 *
 * @param {object} tslab
 * @param {{ interrupt: (number: number) => void }} kernel
 */
function answerClients({ jupyter: { ZmqServer, JupyterHandlerImpl }, typescript }, { interrupt }) {
  const answer = (server, socket, request, type, content) => {
    const reply = request.createReply();
    reply.header.msg_type = type;
    reply.content = { status: 'ok', ...content };
    reply.signAndSend(server.connInfo.key, socket);
  };

  // tslab answers with the type of another reply (complete_reply): the client would wait for the right one.
  ZmqServer.prototype.handleCommInfoRequest = function (socket, request) {
    answer(this, socket, request, 'comm_info_reply', { comms: {} });
  };

  // A reply without a status is no reply to some clients.
  ZmqServer.prototype.handleKernelInfo = function (socket, request) {
    answer(this, socket, request, 'kernel_info_reply', this.handler.handleKernel());
  };

  ZmqServer.prototype.handleShutdown = function (socket, request) {
    const { restart = false } = request.content;
    answer(this, socket, request, 'shutdown_reply', { restart });
  };

  // tslab prints `unknown msg_type` into the output of the last cell, as for the history that JupyterLab asks for, and
  // knows no interrupts by message, the only kind that reaches a busy thread in time (broker.cjs).
  const { handleShellMessage } = ZmqServer.prototype;
  ZmqServer.prototype.handleShellMessage = async function (socket, ...frames) {
    const { msg_type: type } = headerOf(frames);
    if (!ANSWERED.has(type)) return;
    if (type === 'interrupt_request') interrupt(this.interrupted);
    await handleShellMessage.call(this, socket, ...frames);
  };

  // tslab says 3.7.2, and notebooks record it.
  const { handleKernel } = JupyterHandlerImpl.prototype;
  JupyterHandlerImpl.prototype.handleKernel = function () {
    const reply = handleKernel.call(this);
    reply.language_info.version = typescript.version;
    return reply;
  };
}

/** The header of a message as it comes over the wire: addresses, delimiter, signature, header, ... */
function headerOf(frames) {
  const delimiter = frames.findIndex((frame) => frame.toString() === '<IDS|MSG>');
  return JSON.parse(frames[delimiter + 2].toString());
}

module.exports = { answerClients };
