import { UNREACHABLE } from './unreachable.js';

/** Whether the server answers at all: a page of another release may lack a file, but is there. */
export async function isReachable(url: URL): Promise<boolean> {
  try {
    await fetch(url, { method: 'HEAD' });
    return true;
  } catch {
    return false;
  }
}

/** Reports that a page couldn't be loaded since the server doesn't answer. */
export const reportUnreachable = (url: URL): void => {
  dispatchEvent(new CustomEvent(UNREACHABLE, { detail: `${url.pathname}${url.search}` }));
};
