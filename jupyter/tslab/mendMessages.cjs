'use strict';

const { randomUUID } = require('node:crypto');
/** @import { Message, MessageClass, Tslab } from './types.cjs' */

/** The part of a message between the addresses and the signature. */
const DELIMITER = Buffer.from('<IDS|MSG>');
/**
 * The number of signed parts: header, parent, metadata and content. The buffers after them are not signed.
 */
const SIGNED = 4;

/**
 * Corrects tslab's messages. tslab doesn't export their class, so it is taken from the first request.
 *
 * - tslab signs with the client's session. JupyterLab drops such messages as its own, and the kernel's status
 *   stays `Unknown`.
 * - tslab treats binary buffers as signed parts, refuses them when they arrive, and sends them as JSON.
 *
 * @param {Tslab} tslab
 * @returns {{ read: (key: string, frames: Buffer[]) => Message | undefined }} reads a message as tslab would;
 *   undefined before the first request, in which every client asks for the kernel's description
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
 * The type of a message. Its frames are addresses, delimiter, signature, header, and so on.
 *
 * @param {Buffer[]} frames
 * @returns {string}
 */
function typeOf(frames) {
  const delimiter = frames.findIndex((frame) => frame.equals(DELIMITER));
  return JSON.parse(frames[delimiter + 2].toString()).msg_type;
}

module.exports = { mendMessages, typeOf };
