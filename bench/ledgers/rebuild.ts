import { Program } from '../servers/program.js';
import { serverProgram } from '../paths.js';

export interface RebuildMeasurement {
  readonly seconds: number;
  readonly peakBytes: number;
}

/** Builds the read model of a data folder in a separate process, and returns the time and memory it took. */
export async function measureRebuild(folder: string): Promise<RebuildMeasurement> {
  const program = await Program.start(serverProgram('rebuild'), [folder]);
  await program.waitForExit();
  return JSON.parse(program.firstLine) as RebuildMeasurement;
}
