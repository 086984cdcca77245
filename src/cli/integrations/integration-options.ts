import { type Command, Option } from 'commander';
import { INTEGRATION_SCOPES } from '../../webhooks/inbound/integrations/integration.events.js';
import { MAPPING_KINDS } from '../../webhooks/inbound/mapping/mapping.js';
import { withChoices } from '../choices.js';
import { UsageError } from '../errors.js';
import { textOfFile } from './text-of-file.js';

/** How payloads become commands, as options. */
export interface MappingOptions {
  readonly mapping?: string;
  readonly expression?: string;
  readonly expressionFile?: string;
  readonly mappingFile?: string;
}

/** The settings of an integration as options. */
export interface IntegrationOptions extends MappingOptions {
  readonly name?: string;
  readonly scope?: readonly string[];
}

const KINDS = MAPPING_KINDS.filter((kind) => kind !== 'expression');

export const addMappingOptions = (command: Command): Command =>
  command
    .addOption(withChoices(new Option('--mapping <kind>', 'what the payloads are'), KINDS))
    .option('--expression <jsonata>', 'a JSONata expression that makes commands of payloads')
    .option('--expression-file <file>', 'a file with such an expression; - for standard input')
    .option('--mapping-file <file>', 'a file with a whole mapping in JSON; - for standard input');

export const addIntegrationOptions = (command: Command): Command =>
  addMappingOptions(command)
    .option('--name <name>', 'what it is called (default: its id)')
    .addOption(
      withChoices(
        new Option('--scope <scope...>', 'what it may record (default: record); repeatable'),
        INTEGRATION_SCOPES,
      ),
    );

/** Undefined if no option is about the mapping. Throws a `UsageError` for several, or for a file that can't be read. */
export async function mappingOf(options: MappingOptions): Promise<object | undefined> {
  const { mapping: kind, expression, expressionFile, mappingFile } = options;
  const given = [kind, expression, expressionFile, mappingFile].filter((value) => value !== undefined);
  if (given.length > 1) {
    throw new UsageError('Give one of --mapping, --expression, --expression-file and --mapping-file.');
  }
  if (kind !== undefined) return { kind };
  if (expression !== undefined) return { kind: 'expression', expression };
  if (expressionFile !== undefined) return { kind: 'expression', expression: await textOfFile(expressionFile) };
  return mappingFile === undefined ? undefined : jsonObject(mappingFile, await textOfFile(mappingFile));
}

function jsonObject(file: string, text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value;
  } catch (error) {
    throw new UsageError(`${file} is not JSON: ${error instanceof Error ? error.message : String(error)}.`);
  }
  throw new UsageError(`${file} must have a JSON object.`);
}

/** Fields of requests that have another name as options. */
export const INTEGRATION_FIELDS = {
  mapping: 'the mapping',
  scopes: '--scope',
  secret: '--secret-file',
  verification: 'the verification',
};
