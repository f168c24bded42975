// @ts-check
// JupyterLab's half of widgets (lib/notebook/widget): it makes widgets of the ES modules that the kernel
// sends. It has anywidget's name, so that other front ends use their own anywidget.
//
// anywidget's own extension runs the modules in a notebook's file as soon as the file is opened, even if
// JupyterLab doesn't trust the file. Here a module runs only if a kernel sent it.
//
// The file is a container of module federation, the form in which JupyterLab loads extensions. Usually a
// bundler writes it.

/**
 * @typedef {Record<string, Record<string, { get: () => Promise<() => unknown> }>>} Scope shared modules
 * @typedef {{
 *   get: (name: string) => unknown, set: (name: string, value: unknown) => void, save_changes: () => void,
 *   send: (...message: unknown[]) => void,
 *   on: (event: string, handler: unknown, context?: unknown) => void,
 *   off: (event: string | null, handler: unknown, context?: unknown) => void,
 *   comm?: object, widget_manager: unknown,
 * }} Model
 * @typedef {{ initialize?: (props: object) => unknown, render?: (props: object) => unknown }} Module
 * @typedef {{
 *   DOMWidgetModel: new (...given: any[]) => Model & { initialize(...given: any[]): void },
 *   DOMWidgetView: new (...given: any[]) => { model: any, el: HTMLElement, remove(): void },
 *   IJupyterWidgetRegistry: unknown,
 * }} Base of @jupyter-widgets/base
 */

(() => {
  const NAME = 'access-anomaly-widgets';
  /** The version of anywidget that this file replaces. */
  const VERSION = '0.11.0';
  const SAVED = 'This widget was saved with the notebook. Run its cell again to use it.';
  /** @type {Scope} */
  let scope = {};

  /** @param {Base} base */
  function widgetsOf({ DOMWidgetModel, DOMWidgetView }) {
    class AnyModel extends DOMWidgetModel {
      /** @override @param {unknown[]} given */
      initialize(...given) {
        super.initialize(...given);
        // Without a comm, the model was restored from a file, whose author may not be trusted.
        this.ownModule = this.comm ? loadModule(this) : null;
        // The views show what is wrong with it.
        this.ownModule?.catch(() => {});
      }

      /**
       * Does what the base class does, but keeps binary values.
       * @param {Record<string, any>} state
       */
      serialize(state) {
        const plain = (/** @type {any} */ value) =>
          typeof value?.toJSON === 'function' ? value.toJSON() : structuredClone(value);
        return Object.fromEntries(Object.entries(state).map(([name, value]) => [name, plain(value)]));
      }
    }

    class AnyView extends DOMWidgetView {
      /** @type {unknown} */
      clean;

      async render() {
        if (this.model.ownModule === null) {
          this.el.textContent = SAVED;
          return;
        }
        try {
          /** @type {Module} */
          const module = await this.model.ownModule;
          addStyle(this.model);
          this.clean = await module.render?.({ model: partOf(this.model, this), el: this.el });
        } catch (error) {
          this.el.textContent = String(error);
          throw error;
        }
      }

      /** @override */
      remove() {
        if (typeof this.clean === 'function') this.clean();
        this.model.off(null, null, this);
        super.remove();
      }
    }
    return { AnyModel, AnyView };
  }

  /**
   * @param {Model} model
   * @returns {Promise<Module>}
   */
  async function loadModule(model) {
    const url = URL.createObjectURL(new Blob([String(model.get('_esm'))], { type: 'text/javascript' }));
    try {
      const { default: given } = await import(url);
      const module = typeof given === 'function' ? await given() : given;
      await module.initialize?.({ model: partOf(model, model) });
      return module;
    } finally {
      URL.revokeObjectURL(url);
    }
  }

  /**
   * The part of the model that a module may use. Its handlers are removed with their owner.
   *
   * @param {Model} model
   * @param {unknown} owner
   */
  function partOf(model, owner) {
    return {
      get: (/** @type {string} */ name) => model.get(name),
      set: (/** @type {string} */ name, /** @type {unknown} */ value) => model.set(name, value),
      save_changes: () => model.save_changes(),
      send: (/** @type {unknown[]} */ ...message) => model.send(...message),
      on: (/** @type {string} */ event, /** @type {unknown} */ handler) => model.on(event, handler, owner),
      off: (/** @type {string} */ event, /** @type {unknown} */ handler) => model.off(event, handler, owner),
      widget_manager: model.widget_manager,
    };
  }

  /** @param {Model} model */
  function addStyle(model) {
    const [css, id] = [model.get('_css'), String(model.get('_anywidget_id'))];
    if (!css || document.getElementById(id)) return;
    document.head.append(Object.assign(document.createElement('style'), { id, textContent: String(css) }));
  }

  /** @returns {Promise<unknown[]>} the plugins; empty if JupyterLab has no widgets */
  async function plugins() {
    const [shared] = Object.values(scope['@jupyter-widgets/base'] ?? {});
    if (!shared) return [];
    const base = /** @type {Base} */ ((await shared.get())());
    return [
      {
        id: `${NAME}:plugin`,
        requires: [base.IJupyterWidgetRegistry],
        autoStart: true,
        activate: (
          /** @type {unknown} */ _app,
          /** @type {{ registerWidget: (widget: object) => void }} */ registry,
        ) => registry.registerWidget({ name: 'anywidget', version: VERSION, exports: widgetsOf(base) }),
      },
    ];
  }

  const containers = /** @type {{ _JUPYTERLAB?: Record<string, object> }} */ (window);
  containers._JUPYTERLAB ??= {};
  containers._JUPYTERLAB[NAME] = {
    /** @param {Scope} given */
    init(given) {
      scope = given;
    },
    async get() {
      const found = await plugins();
      return () => ({ __esModule: true, default: found });
    },
  };
})();
