#!/usr/bin/env node
import { CommanderError } from 'commander';
import { CliError, errorDocument, EXIT, InterruptedError, UnusableSettingsError } from './cli/errors.js';
import { Session } from './cli/ledger/session.js';
import { ConfigError } from './config.js';
import { collectYoungObjectsAlone, limitHeapGrowth } from './lib/garbage-collection.js';
import { packageInfo } from './lib/package-info.js';
import { isJsonRequested, makeProgram } from './cli/program.js';

limitHeapGrowth();
collectYoungObjectsAlone();
const interruption = new AbortController();
// A second signal of the same kind ends the process immediately.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    interruption.abort(new InterruptedError(signal));
  });
}
process.stderr.on('error', () => undefined);

const program = makeProgram(new Session(interruption.signal), (isWell) => {
  process.exitCode = isWell ? EXIT.ok : EXIT.refused;
});

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = reported(error);
}

/** Prints an error and returns the exit code for it. */
function reported(error: unknown): number {
  if (error instanceof CommanderError) return EXIT.ok;
  const { reason } = interruption.signal as { reason: unknown };
  if (reason instanceof InterruptedError) {
    if (isJsonRequested()) print([JSON.stringify(reason.document)]);
    return reason.exitCode;
  }
  const { lines, document, exitCode } =
    error instanceof CliError ? error : error instanceof ConfigError ? usage(error) : defect(error);
  print(isJsonRequested() ? [JSON.stringify(document)] : lines);
  return exitCode;
}

function print(lines: readonly string[]): void {
  process.stderr.write(lines.map((line) => `${line}\n`).join(''));
}

/** A setting that turns out to make no sense once the log is open. */
function usage({ problems }: ConfigError): CliError {
  return new UnusableSettingsError(problems);
}

/** An error that nobody expected: its stack is what a report of it needs. */
function defect(error: unknown): Pick<CliError, 'lines' | 'document' | 'exitCode'> {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const where = packageInfo().bugs?.url;
  const advice = `This is a defect of claim-ledger. Please report it with these lines${where === undefined ? '' : ` at ${where}`}.`;
  const document = errorDocument(['defect', 'Defect'], stack, EXIT.refused);
  return { lines: [stack, advice], document, exitCode: EXIT.refused };
}
