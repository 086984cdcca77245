import { join } from 'node:path';

type Make = (folder: string) => void;
interface Tools {
  readonly placeBuild: (project: string, make: Make, options?: { readonly asFolder?: boolean }) => void;
}

// Tools are plain JavaScript, since they run before anything is built: the compiler doesn't know their types.
const path: string = join(import.meta.dirname, '../../tools/place-build.js');
export const { placeBuild } = (await import(path)) as Tools;
