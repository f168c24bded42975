import type { Comms } from './comms.js';
import { separateBuffers } from './separateBuffers.js';

/** The part of an open widget that a front end needs when it connects to the kernel. */
export interface OpenWidget {
  /** The whole state in the front end: the keys that name the model, and the widget's own state. */
  fullState(): Record<string, unknown>;
}

const open = new Map<string, OpenWidget>();
/** The comms that answer for the open widgets. */
let answering: Comms | undefined;

/** Keeps a widget, so that a front end that is loaded again finds it. */
export function keepWidget(comms: Comms, id: string, widget: OpenWidget): void {
  open.set(id, widget);
  if (answering === comms) return;
  answering = comms;
  // Front ends open this target, and ask once for the states of all widgets.
  comms.register('jupyter.widget.control', (comm) => {
    comm.onMessage(({ data }) => {
      if ((data as { method?: string }).method !== 'request_states') return;
      const { state, buffer_paths, buffers } = separateBuffers(statesOfAll());
      comm.send({ method: 'update_states', states: state, buffer_paths }, { buffers });
    });
  });
}

export function forgetWidget(id: string): void {
  open.delete(id);
}

function statesOfAll(): object {
  const states = [...open].map(([id, widget]) => {
    const state = widget.fullState();
    const { _model_name: model_name, _model_module: model_module } = state;
    return [id, { model_name, model_module, model_module_version: state._model_module_version, state }];
  });
  return Object.fromEntries(states);
}
