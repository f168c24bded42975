import type { Session } from '../client/Session.js';

/** Something that a session needs of a model once, such as its upload; where it fails, it is tried again. */
export function onceASession<Model extends object, Made>(
  make: (session: Session, model: Model) => Promise<Made>,
): (session: Session, model: Model) => Promise<Made> {
  const sessions = new WeakMap<Session, WeakMap<Model, Promise<Made>>>();
  return (session, model) => {
    const made = sessions.get(session) ?? new WeakMap<Model, Promise<Made>>();
    sessions.set(session, made);
    const known = made.get(model);
    if (known) return known;
    const going = make(session, model);
    made.set(model, going);
    going.catch(() => made.delete(model));
    return going;
  };
}
