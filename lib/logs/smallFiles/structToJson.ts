/**
 * A struct as Trino, and so Athena, prints it (`{type=Role, userName=null, attributes={mfa=false}}`), or a
 * list of such, as JSON: all plain values are texts, `null` is null. Undefined if the text isn't one. The
 * notation has no quotes: a value ends at `, name=`, even if that is part of the value.
 */
export function structToJson(text: string): string | undefined {
  if (!/^\s*(?:\{[^{}[\]="]+=|\[\{[^{}[\]="]+=)[\s\S]*[\]}]\s*$/.test(text)) return undefined;
  const reader = new StructReader(text.trim());
  const value = reader.value('');
  return value === undefined || !reader.isAtEnd ? undefined : JSON.stringify(value);
}

type Value = string | null | Value[] | { [key: string]: Value };

class StructReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#text.length;
  }

  /** @param closing the end of the struct or list that contains the value */
  value(closing: string): Value | undefined {
    const first = this.#text[this.#at];
    if (first === '{' && /^\{[^{}[\]=,]+=/.test(this.#text.slice(this.#at, this.#at + 200)))
      return this.#struct();
    if (first === '{' && this.#text[this.#at + 1] === '}') return this.#empty({});
    if (first === '[' && this.#text[this.#at + 1] === ']') return this.#empty([]);
    if (first === '[') return this.#list();
    const end = this.#endOfPlain(closing);
    const plain = this.#text.slice(this.#at, end);
    this.#at = end;
    return plain === 'null' ? null : plain;
  }

  #empty(value: Value): Value {
    this.#at += 2;
    return value;
  }

  #struct(): Value | undefined {
    const entries: [string, Value][] = [];
    do {
      // Skip the bracket or the comma.
      this.#at++;
      const [all, key] = /^\s*([^{}[\]=,]+)=/.exec(this.#text.slice(this.#at, this.#at + 200)) ?? [];
      if (all === undefined) return undefined;
      this.#at += all.length;
      const value = this.value('}');
      if (value === undefined) return undefined;
      entries.push([key, value]);
    } while (this.#text[this.#at] === ',');
    return this.#text[this.#at++] === '}' ? Object.fromEntries(entries) : undefined;
  }

  #list(): Value | undefined {
    const values: Value[] = [];
    do {
      this.#at++;
      while (this.#text[this.#at] === ' ') this.#at++;
      const value = this.value(']');
      if (value === undefined) return undefined;
      values.push(value);
    } while (this.#text[this.#at] === ',');
    return this.#text[this.#at++] === ']' ? values : undefined;
  }

  /** In a struct a comma ends a value only before the next key. */
  #endOfPlain(closing: string): number {
    let depth = 0;
    for (let at = this.#at; at < this.#text.length; at++) {
      const character = this.#text[at];
      if (character === '{' || character === '[') depth++;
      else if (character === '}' || character === ']') {
        if (depth === 0) return at;
        depth--;
      } else if (character === ',' && depth === 0) {
        if (closing === ']' || /^,\s*[^{}[\]=,\s]+=/.test(this.#text.slice(at, at + 200))) return at;
      }
    }
    return this.#text.length;
  }
}
