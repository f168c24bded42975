'use strict';

const { answer } = require('./answer.cjs');
const { typeOf } = require('./mendMessages.cjs');
/** @import { Comms, Message, Server, Socket, Tslab } from './types.cjs' */

const ANSWERED = new Set([
  'kernel_info_request',
  'execute_request',
  'is_complete_request',
  'inspect_request',
  'complete_request',
  'comm_info_request',
  'comm_open',
  'comm_msg',
  'comm_close',
  'shutdown_request',
]);

/**
 * Corrects what tslab tells a client about itself.
 *
 * @param {Tslab} tslab
 * @param {{ interrupt: (number: number) => void,
 *   read: (key: string, frames: Buffer[]) => Message | undefined,
 *   comms: Comms, answering: <T>(request: Message, body: () => T) => T,
 * }} kernel
 */
function answerClients(
  { jupyter: { ZmqServer, JupyterHandlerImpl }, typescript },
  { interrupt, read, comms, answering },
) {
  /** @type {(server: Server, socket: Socket, request: Message, type: string, content: object) => void} */
  const reply = (server, socket, request, type, content) =>
    answer(server, socket, request, type, { status: 'ok', ...content });

  // tslab answers with the wrong type (complete_reply): the client would wait for the right one.
  ZmqServer.prototype.handleCommInfoRequest = function (socket, request) {
    reply(this, socket, request, 'comm_info_reply', { comms: comms.list(request.content.target_name) });
  };

  // A reply without a status is no reply to some clients.
  ZmqServer.prototype.handleKernelInfo = function (socket, request) {
    reply(this, socket, request, 'kernel_info_reply', this.handler.handleKernel());
  };

  ZmqServer.prototype.handleShutdown = function (socket, request) {
    const { restart = false } = request.content;
    answering(request, () => comms.closeAll());
    reply(this, socket, request, 'shutdown_reply', { restart });
  };

  // tslab prints `unknown msg_type` into the output of the last cell. It knows no interrupts by message, the
  // only kind that reaches a busy thread in time (broker.cjs), and leaves JupyterLab waiting for a history.
  /** @type {Record<string, (server: Server, socket: Socket, request: Message) => void>} */
  const more = {
    interrupt_request(server, socket, request) {
      interrupt(server.interrupted);
      reply(server, socket, request, 'interrupt_reply', {});
    },
    history_request(server, socket, request) {
      reply(server, socket, request, 'history_reply', { history: [] });
    },
  };
  const { handleShellMessage } = ZmqServer.prototype;
  ZmqServer.prototype.handleShellMessage = async function (socket, ...frames) {
    const type = typeOf(frames);
    if (ANSWERED.has(type)) return handleShellMessage.call(this, socket, ...frames);
    if (!Object.hasOwn(more, type)) return;
    const request = read(this.connInfo.key, frames);
    if (!request) return;
    this.publishStatus('busy', request);
    more[type](this, socket, request);
    this.publishStatus('idle', request);
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
