/** An option of a command. */
export interface OptionSpec {
  /** The word for its value in the help; missing if the option has no value. */
  value?: string;
  help: string;
}

/** The values of options, by their names without dashes. */
export type Values = Readonly<Record<string, string | boolean | undefined>>;

/** A command of `access-anomaly`. */
export interface Command {
  name: string;
  /** What it does, in a sentence. */
  does: string;
  /** The text below the options in its help. */
  also?: string;
  options: Readonly<Record<string, OptionSpec>>;
  /** @returns the exit code */
  run(log: string, values: Values): Promise<number>;
}
