'use strict';

const { randomUUID } = require('node:crypto');
/** @import { Message, Server, Socket, Tslab } from './types.cjs' */

const ANSWERED = new Set([
  'kernel_info_request',
  'execute_request',
  'is_complete_request',
  'inspect_request',
  'complete_request',
  'comm_info_request',
  'shutdown_request',
]);

/**
 * Corrects what tslab tells a client about itself.
 *
 * @param {Tslab} tslab
 * @param {{ interrupt: (number: number) => void }} kernel
 */
function answerClients({ jupyter: { ZmqServer, JupyterHandlerImpl }, typescript }, { interrupt }) {
  /** @type {(server: Server, socket: Socket, request: Message, type: string, content: object) => void} */
  const answer = (server, socket, request, type, content) => {
    const reply = request.createReply();
    reply.header.msg_type = type;
    reply.content = { status: 'ok', ...content };
    reply.signAndSend(server.connInfo.key, socket);
  };

  // tslab answers with the wrong type (complete_reply): the client would wait for the right one.
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

  // tslab signs with the client's session. JupyterLab drops that as its own, and its status stays `Unknown`.
  const session = randomUUID();
  /** @type {Message | undefined} of tslab's messages, whose class it keeps to itself */
  let prototype;
  const { publishStatus } = ZmqServer.prototype;
  ZmqServer.prototype.publishStatus = function (status, request) {
    if (!prototype) {
      prototype = /** @type {Message} */ (Object.getPrototypeOf(request));
      const { createReply } = prototype;
      prototype.createReply = function () {
        const reply = createReply.call(this);
        reply.header.session = session;
        return reply;
      };
    }
    publishStatus.call(this, status, request);
  };

  // tslab prints `unknown msg_type` into the output of the last cell. It knows no interrupts by message, the
  // only kind that reaches a busy thread in time (broker.cjs), and leaves JupyterLab waiting for a history.
  /** @type {Record<string, (server: Server, socket: Socket, request: Message) => void>} */
  const more = {
    interrupt_request(server, socket, request) {
      interrupt(server.interrupted);
      answer(server, socket, request, 'interrupt_reply', {});
    },
    history_request(server, socket, request) {
      answer(server, socket, request, 'history_reply', { history: [] });
    },
  };
  const { handleShellMessage } = ZmqServer.prototype;
  ZmqServer.prototype.handleShellMessage = async function (socket, ...frames) {
    const { identity, header } = readHeader(frames);
    if (ANSWERED.has(header.msg_type)) return handleShellMessage.call(this, socket, ...frames);
    if (!prototype || !Object.hasOwn(more, header.msg_type)) return;
    const request = Object.assign(Object.create(prototype), { identity, header });
    this.publishStatus('busy', request);
    more[header.msg_type](this, socket, request);
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

/**
 * Who sent a message, and its header. Over the wire come addresses, delimiter, signature, header, ...
 *
 * @param {Buffer[]} frames
 * @returns {Pick<Message, 'identity' | 'header'>}
 */
function readHeader(frames) {
  const delimiter = frames.findIndex((frame) => frame.toString() === '<IDS|MSG>');
  return { identity: frames.slice(0, delimiter), header: JSON.parse(frames[delimiter + 2].toString()) };
}

module.exports = { answerClients };
