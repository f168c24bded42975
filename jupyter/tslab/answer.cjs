'use strict';

/** @import { CommOptions, Message, Server, Socket } from './types.cjs' */

/**
 * Sends a message as an answer to a request.
 *
 * @param {Server} server
 * @param {Socket} socket
 * @param {Message} request
 * @param {string} type
 * @param {object} content
 * @param {CommOptions} [options]
 */
function answer(server, socket, request, type, content, { metadata = {}, buffers = [] } = {}) {
  const message = request.createReply();
  message.header.msg_type = type;
  message.metadata = metadata;
  message.content = { ...content };
  message.extra = buffers.map(bytesOf);
  message.signAndSend(server.connInfo.key, socket);
}

/**
 * A copy of a view's bytes, so that only these, and not the whole buffer, are sent to the other thread.
 *
 * @param {ArrayBufferView} view
 */
function bytesOf({ buffer, byteOffset, byteLength }) {
  return new Uint8Array(buffer, byteOffset, byteLength).slice();
}

module.exports = { answer };
