import type { Comms } from './comms.js';
import { separateBuffers } from './separateBuffers.js';

/** An open widget, as far as a front end that is new to the kernel asks for it. */
export interface OpenWidget {
  /** As the front end has it: what names the model, and the widget's own. */
  fullState(): Record<string, unknown>;
}

const open = new Map<string, OpenWidget>();
/** Who answers for them. */
let answering: Comms | undefined;

/** Lets front ends that are loaded anew find a widget. */
export function keepWidget(comms: Comms, id: string, widget: OpenWidget): void {
  open.set(id, widget);
  if (answering === comms) return;
  answering = comms;
  // They open this target, and ask once for the states of all widgets.
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
