declare module 'vitest' {
  export interface ProvidedContext {
    spark: { url: string; pids: number[]; folder: string };
  }
}

export {};
