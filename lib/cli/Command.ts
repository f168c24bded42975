/** An option of a command, by its name without the dashes. */
export interface OptionSpec {
  /** What stands for its value in the help; none: it is there or not. */
  value?: string;
  help: string;
}

/** Values by names without dashes. */
export type Values = Readonly<Record<string, string | boolean | undefined>>;

/** What `access-anomaly` can be told to do. */
export interface Command {
  name: string;
  /** In a sentence. */
  does: string;
  /** Below the options. */
  also?: string;
  options: Readonly<Record<string, OptionSpec>>;
  /** @returns the exit code */
  run(log: string, values: Values): Promise<number>;
}
