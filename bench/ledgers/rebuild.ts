import { Program } from '../servers/program.js';
import { serverProgram } from '../paths.js';

export interface Rebuilt {
  readonly seconds: number;
  readonly peakBytes: number;
}

/** Makes the read model of a data folder in a process of its own, and says what that took. */
export async function rebuild(folder: string): Promise<Rebuilt> {
  const program = await Program.start(serverProgram('rebuilding'), [folder]);
  await program.ended();
  return JSON.parse(program.firstLine) as Rebuilt;
}
