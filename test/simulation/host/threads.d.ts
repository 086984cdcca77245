/** Made by `tools/simulate.js` of the files of workers: what each does, as a function of its port and its data. */
declare module 'simulation:threads' {
  type ThreadCode = (parentPort: import('node:events').EventEmitter, workerData: unknown) => Promise<void>;
  export const threadCode: Readonly<Record<string, ThreadCode | undefined>>;
}
