import { spawn } from 'node:child_process';

/** What a pager needs to know; defaults of `less`: leave the screen as it is, keep colors, quit if all fits. */
const DEFAULTS = { LESS: 'FRX', LV: '-c' };

/** The pager to use, and whether the shell must read it; undefined for none. */
export function pagerIn({ PAGER }: NodeJS.ProcessEnv): { command: string; shell: boolean } | undefined {
  const command = PAGER?.trim();
  if (command === '' || command === 'cat') return undefined;
  return command === undefined ? { command: 'less', shell: false } : { command, shell: true };
}

/** Shows a text in a pager until the person leaves it. False if there is no such program: then nothing was shown. */
export async function showInPager(
  text: string,
  { command, shell }: { readonly command: string; readonly shell: boolean },
): Promise<boolean> {
  const ignore = () => undefined;
  // Ctrl-C is for the pager.
  process.on('SIGINT', ignore);
  try {
    return await new Promise<boolean>((resolve) => {
      const env = { ...DEFAULTS, ...process.env };
      const pager = spawn(command, { shell, env, stdio: ['pipe', 'inherit', 'inherit'] });
      pager.once('error', () => {
        resolve(false);
      });
      pager.once('close', (code) => {
        resolve(code !== NOT_FOUND);
      });
      // A pager that was left before the end of the text.
      pager.stdin.on('error', ignore);
      pager.stdin.end(text);
    });
  } finally {
    process.off('SIGINT', ignore);
  }
}

/** What a shell ends with if there is no such program. */
const NOT_FOUND = 127;
