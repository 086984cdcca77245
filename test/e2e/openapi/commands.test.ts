import type { Command } from '../../../src/command-handling/decider.js';
import { CommandRejectedError } from '../../../src/command-handling/errors.js';
import { EVENT_CATALOG } from '../../../src/ledger/event-catalog.js';
import { toDomainEvent } from '../../../src/validation/command-to-event.js';
import { TestLedger } from '../api/test-ledger.js';
import { BODIES, DTOS, invalidValuesFor } from '../../validation/examples.js';
import { seedLines, ServedDocument } from '../../support/openapi-document.js';

const types = Object.fromEntries(EVENT_CATALOG);

describe('OpenAPI: schemas of commands', () => {
  let ledger: TestLedger;
  let served: ServedDocument;
  beforeAll(async () => {
    ledger = await TestLedger.start();
    served = await ServedDocument.of(ledger);
  });
  afterAll(() => ledger.stop());

  const agree = (command: Command) => {
    const wrong = served.componentErrors(componentOf(String(command['type'])), sent(command));
    expect([command, wrong.length === 0, wrong]).toEqual([command, isTaken(command), wrong]);
  };

  it('accept every command of the seeds', () => {
    for (const line of seedLines) {
      const command = withoutTarget(JSON.parse(line) as Command);
      expect([line, isTaken(command)]).toEqual([line, true]);
      agree(command);
    }
  });

  it.each(Object.keys(DTOS))('agree with the ledger on invalid fields of %s', (type) => {
    const command: Command = { type, ...BODIES[type] };
    expect(isTaken(command)).toBe(true);
    agree(command);
    agree({ ...command, mispelt: 1 });
    const { properties } = served.document.components['schemas']?.[componentOf(type)] as {
      readonly properties: object;
    };
    for (const field of Object.keys(properties).filter((name) => name !== 'type' && !isAdded(type, name))) {
      const { [field]: _left, ...rest } = command;
      agree(rest);
      for (const mistake of invalidValuesFor(command[field])) agree({ ...command, [field]: mistake });
    }
  });
});

/** A policy is defined by a request of its own, without a type and with the id. */
const componentOf = (type: string): string => (type === 'PolicyDefined' ? 'PolicyDefinitionInput' : `${type}Command`);

/** Not a field of the event. */
const isAdded = (type: string, field: string): boolean => type === 'PolicyDefined' && field === 'id';

function sent({ type, ...fields }: Command): object {
  return type === 'PolicyDefined' ? { id: 'desk', ...fields } : { type, ...fields };
}

function isTaken(command: Command): boolean {
  const isEntry = types[String(command['type'])]?.aggregate === 'claim';
  try {
    toDomainEvent({ types }, isEntry && command['id'] === undefined ? { ...command, id: 'made' } : command);
    return true;
  } catch (error) {
    if (error instanceof CommandRejectedError) return false;
    throw error;
  }
}

/** Removes the target of an import line, which is in the path of other requests. */
function withoutTarget({ type, ...fields }: Command): Command {
  const { [types[String(type)]?.aggregate ?? 'claim']: _target, ...rest } = fields;
  return { type, ...rest };
}
