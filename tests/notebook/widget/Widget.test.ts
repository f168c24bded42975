import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Widget } from '../../../lib/notebook/widget/Widget.js';
import { type FakeComms, withComms, withoutComms } from './fakeComms.js';

const VIEW = 'application/vnd.jupyter.widget-view+json';
const esm = 'export default { render({ model, el }) {} }';
const make = () =>
  new Widget<{ count: number; data: Uint8Array | null }>({
    esm,
    css: '.a {}',
    state: { count: 1, data: null },
    html: '<b>one</b>',
    text: 'one',
  });

let comms: FakeComms;
beforeEach(() => {
  comms = withComms();
});
afterEach(withoutComms);

describe('a widget', () => {
  it('is opened when it is first shown, once, with its state and what names its model', () => {
    const widget = make();
    expect(comms.sent).toEqual([]);
    const bundle = widget.bundle();
    expect(widget.bundle()).toEqual(bundle);
    expect(bundle).toEqual({
      [VIEW]: { version_major: 2, version_minor: 0, model_id: 'comm-1' },
      'text/html': '<b>one</b>',
      'text/plain': 'one',
    });
    expect(comms.sent).toHaveLength(1);
    expect(comms.sent[0]).toMatchObject({
      type: 'open',
      target: 'jupyter.widget',
      metadata: { version: '2.1.0' },
      data: {
        buffer_paths: [],
        state: {
          _model_module: 'anywidget',
          _model_name: 'AnyModel',
          _view_module: 'anywidget',
          _view_name: 'AnyView',
          _esm: esm,
          _css: '.a {}',
          count: 1,
          data: null,
        },
      },
    });
  });

  it('tells the front end of changes here, apart from what is binary', () => {
    const widget = make();
    widget.bundle();
    widget.set({ count: 2, data: Uint8Array.of(1, 2) });
    expect(comms.sent[1]).toMatchObject({
      type: 'msg',
      data: { method: 'update', state: { count: 2 }, buffer_paths: [['data']] },
      buffers: [Uint8Array.of(1, 2)],
    });
  });

  it('takes changes of the front end, echoes them, and tells who listens', async () => {
    const widget = make();
    const changes: unknown[] = [];
    widget.bundle();
    const end = widget.onChange((change) => changes.push(change));
    const state = { count: 3, _esm: 'other', unknown: 1 };
    await comms.say('comm-1', { method: 'update', state, buffer_paths: [['data']] }, [Uint8Array.of(9)]);
    expect(widget.get('count')).toBe(3);
    expect(widget.get('data')).toEqual(Uint8Array.of(9));
    expect(changes).toEqual([{ count: 3, data: Uint8Array.of(9) }]);
    expect(comms.sent[1]).toMatchObject({
      data: { method: 'echo_update', state: { count: 3 }, buffer_paths: [['data']] },
    });
    end();
    await comms.say('comm-1', { method: 'update', state: { count: 4 } });
    expect(changes).toHaveLength(1);
  });

  it('tells all who listen, also where one of them fails', async () => {
    const widget = make();
    widget.bundle();
    const seen: number[] = [];
    widget.onChange(() => {
      throw new Error('on purpose');
    });
    widget.onChange(({ count }) => seen.push(count!));
    await expect(comms.say('comm-1', { method: 'update', state: { count: 5 } })).rejects.toThrow(
      'on purpose',
    );
    expect(seen).toEqual([5]);
  });

  it('answers who asks for its state, alone or with all', () => {
    const widget = make();
    widget.bundle();
    comms.say('comm-1', { method: 'request_state' });
    expect(comms.sent[1].data).toMatchObject({ method: 'update', state: { count: 1, _esm: esm } });

    widget.set({ data: Uint8Array.of(1) });
    comms.openFromThere('jupyter.widget.control', 'control');
    comms.say('control', { method: 'request_states' });
    const { id, data, buffers } = comms.sent.at(-1)!;
    expect(id).toBe('control');
    expect(data).toMatchObject({
      method: 'update_states',
      states: {
        'comm-1': {
          model_name: 'AnyModel',
          model_module: 'anywidget',
          model_module_version: '~0.11.*',
          state: { count: 1 },
        },
      },
      buffer_paths: [['comm-1', 'state', 'data']],
    });
    expect(buffers).toEqual([Uint8Array.of(1)]);
    widget.close();
  });

  it('speaks of what is no part of its state', async () => {
    const widget = make();
    widget.bundle();
    const heard: unknown[] = [];
    widget.onMessage((content, buffers) => heard.push(content, buffers));
    await comms.say('comm-1', { method: 'custom', content: { ask: 1 } }, [Uint8Array.of(1)]);
    expect(heard).toEqual([{ ask: 1 }, [Uint8Array.of(1)]]);
    widget.send({ answer: 2 }, [Uint8Array.of(2)]);
    expect(comms.sent.at(-1)).toMatchObject({
      data: { method: 'custom', content: { answer: 2 } },
      buffers: [Uint8Array.of(2)],
    });
  });

  it('that either side closed is opened anew when it is shown again', () => {
    const widget = make();
    widget.bundle();
    comms.closeFromThere('comm-1');
    expect(widget.bundle()[VIEW]).toMatchObject({ model_id: 'comm-2' });
    widget.close();
    expect(comms.sent.at(-1)).toEqual({ type: 'close', id: 'comm-2' });
    expect(widget.bundle()[VIEW]).toMatchObject({ model_id: 'comm-3' });
  });

  it('outside of a kernel is its static HTML', () => {
    withoutComms();
    const widget = make();
    widget.set({ count: 2 });
    widget.send('nobody hears it');
    expect(widget.bundle()).toEqual({ 'text/html': '<b>one</b>', 'text/plain': 'one' });
    expect(new Widget({ esm, state: {} }).bundle()['text/plain']).toContain('a widget');
  });

  it('refuses options that it does not know, and no module', () => {
    expect(() => new Widget({ esm, state: {}, style: '' } as never)).toThrow(/^Expected options of a widget/);
    expect(() => new Widget({ state: {} } as never)).toThrow(
      'Expected esm to be an ES module, got undefined',
    );
    expect(() => new Widget({ esm, state: 3 } as never)).toThrow('Expected state as an object, got 3');
  });
});
