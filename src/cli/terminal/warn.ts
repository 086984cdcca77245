/** Prints something that the person should know on standard error; with `--json` as a JSON object. */
export function warn(warning: string, { json }: { readonly json: boolean }): void {
  process.stderr.write(`${json ? JSON.stringify({ warning }) : warning}\n`);
}
