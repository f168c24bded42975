import type { Session } from '../client/Session.js';

/** Makes something from a model once for each session, such as its upload; after a failure it tries again. */
export function onceASession<Model extends object, Made>(
  make: (session: Session, model: Model) => Promise<Made>,
): (session: Session, model: Model) => Promise<Made> {
  const sessions = new WeakMap<Session, WeakMap<Model, Promise<Made>>>();
  return (session, model) => {
    const made = sessions.get(session) ?? new WeakMap<Model, Promise<Made>>();
    sessions.set(session, made);
    const known = made.get(model);
    if (known) return known;
    const begun = make(session, model);
    made.set(model, begun);
    begun.catch(() => made.delete(model));
    return begun;
  };
}
