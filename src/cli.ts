#!/usr/bin/env node
import { CommanderError } from 'commander';
import { ApiProblemError, CliError, EXIT, InterruptedError, errorLines } from './cli/errors.js';
import { makeProgram } from './cli/program.js';
import { Session } from './cli/ledger/session.js';

const interruption = new AbortController();
// A second signal of the same kind ends the program at once.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    interruption.abort(new InterruptedError(signal));
  });
}
process.stderr.on('error', () => undefined);

const program = makeProgram(new Session(interruption.signal), (well) => {
  process.exitCode = well ? EXIT.ok : EXIT.refused;
});

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = exitCodeOf(error);
}

/** Tells what went wrong as expected; what nobody expected is thrown again, with its stack. */
function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  const { reason } = interruption.signal as { reason: unknown };
  if (reason instanceof InterruptedError) return reason.exitCode;
  if (!(error instanceof CliError)) throw error;
  const asJson = error instanceof ApiProblemError && program.opts<{ json: boolean }>().json;
  const lines = asJson ? [JSON.stringify(error.problem)] : errorLines(error);
  process.stderr.write(lines.map((line) => `${line}\n`).join(''));
  return error.exitCode;
}
