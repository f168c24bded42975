'use strict';

const { randomUUID } = require('node:crypto');
/** @import { Message, MessageClass, Tslab } from './types.cjs' */

/** Stands between the addresses and the signature of a message. */
const DELIMITER = Buffer.from('<IDS|MSG>');
/** Header, parent, metadata and content are signed; the buffers behind them are not. */
const SIGNED = 4;

/**
 * Corrects tslab's messages, whose class it doesn't export: the first request shows it.
 *
 * - tslab signs with the client's session. JupyterLab drops that as its own, and its status stays `Unknown`.
 * - tslab takes binary buffers for signed parts, refuses them when they arrive, and sends them as JSON.
 *
 * @param {Tslab} tslab
 * @returns {{ read: (key: string, frames: Buffer[]) => Message | undefined }} reads a message as tslab would;
 *   undefined before the first request, which every client makes for the kernel's own description
 */
function mendMessages({ jupyter: { ZmqServer } }) {
  const session = randomUUID();
  /** @type {MessageClass | undefined} */
  let ofMessages;

  /** @param {MessageClass} messages */
  const mend = (messages) => {
    const { prototype, verifyHmac } = messages;
    const { createReply, signAndSend } = prototype;
    prototype.createReply = function () {
      const reply = createReply.call(this);
      reply.header.session = session;
      return reply;
    };
    prototype.signAndSend = function (key, socket) {
      const buffers = this.extra;
      this.extra = [];
      signAndSend.call(this, key, { send: (frames) => socket.send([...frames, ...buffers]) });
    };
    messages.verifyHmac = (key, signature, parts) => verifyHmac(key, signature, parts.slice(0, SIGNED));
  };

  const { publishStatus } = ZmqServer.prototype;
  ZmqServer.prototype.publishStatus = function (status, request) {
    if (!ofMessages) {
      ofMessages = /** @type {{ constructor: MessageClass }} */ (/** @type {unknown} */ (request))
        .constructor;
      mend(ofMessages);
    }
    publishStatus.call(this, status, request);
  };

  return { read: (key, frames) => ofMessages?.fromRaw(key, frames) };
}

/**
 * The type of a message. Over the wire come addresses, delimiter, signature, header, ...
 *
 * @param {Buffer[]} frames
 * @returns {string}
 */
function typeOf(frames) {
  const delimiter = frames.findIndex((frame) => frame.equals(DELIMITER));
  return JSON.parse(frames[delimiter + 2].toString()).msg_type;
}

module.exports = { mendMessages, typeOf };
