import type { Command, Option } from 'commander';
import { complete } from '../lazy-commands.js';

/** A command as a shell completes it. */
export interface CompletedCommand {
  /** How it is called below the program, such as `['keys', 'create']`; empty for the program itself. */
  readonly path: readonly string[];
  readonly commands: readonly Word[];
  /** Its own options; those of the program are accepted everywhere. */
  readonly options: readonly CompletedOption[];
  /** The values that its arguments may have, where they are known. */
  readonly values: readonly string[];
}

export interface Word {
  readonly name: string;
  readonly description: string;
}

export interface CompletedOption extends Word {
  readonly takesValue: boolean;
  /** The values that it may have, where they are known. */
  readonly choices: readonly string[];
}

/** The program and every command below it, each after its parent. */
export async function commandTree(program: Command): Promise<readonly CompletedCommand[]> {
  return describe(program, []);
}

async function describe(command: Command, path: readonly string[]): Promise<CompletedCommand[]> {
  await complete(command);
  const visible = command.createHelp().visibleCommands(command);
  const below: CompletedCommand[] = [];
  for (const child of visible) below.push(...(await describe(child, [...path, child.name()])));
  const ofArguments = command.registeredArguments.flatMap(({ argChoices = [] }) => argChoices);
  const own: CompletedCommand = {
    path,
    commands: visible.map((child) => ({ name: child.name(), description: child.description() })),
    options: [...command.options.filter(({ hidden }) => !hidden).map(optionOf), ...(path.length === 0 ? [HELP] : [])],
    values: isHelp(command) ? namesBeside(command) : ofArguments,
  };
  return [own, ...below];
}

const HELP: CompletedOption = { name: '--help', description: 'print the help', takesValue: false, choices: [] };

const optionOf = ({ long, short, description, required, optional, argChoices = [] }: Option): CompletedOption => ({
  name: long ?? short ?? '',
  description,
  takesValue: required || optional,
  choices: argChoices,
});

const isHelp = (command: Command): boolean => command.name() === 'help';

const namesBeside = (command: Command): string[] =>
  (command.parent?.commands ?? []).map((each) => each.name()).filter((name) => name !== 'help');
