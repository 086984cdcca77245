import { join } from 'node:path';

type Make = (folder: string) => void | Promise<void>;
interface Tools {
  readonly linkProgram: (project: string) => void;
  readonly placeBuild: (project: string, make: Make, options?: { readonly asFolder?: boolean }) => Promise<void>;
}

// Tools are plain JavaScript, since they run before anything is built: the compiler doesn't know their types.
const load = async (file: string): Promise<object> =>
  (await import(join(import.meta.dirname, '../../tools', file))) as object;

export const { linkProgram, placeBuild } = {
  ...(await load('link-program.js')),
  ...(await load('place-build.js')),
} as Tools;
