import { ACTOR_DEFAULTS, ACTOR_DTOS } from '../../../src/actors/actor.dto.js';
import { ENTRY_DEFAULTS, ENTRY_DTOS } from '../../../src/claims/claim.dto.js';
import { DOCUMENT_DTOS } from '../../../src/documents/document.dto.js';
import { NARRATIVE_DTOS } from '../../../src/narratives/narrative.dto.js';
import type { Command } from '../../../src/command-handling/decider.js';
import { CommandRejectedError } from '../../../src/command-handling/errors.js';
import { toDomainEvent } from '../../../src/validation/command-to-event.js';
import { TestLedger } from '../api/test-ledger.js';
import { BODIES, DTOS, wrongFor } from '../../validation/examples.js';
import { seedLines, ServedDocument } from '../../support/openapi-document.js';

const defaults: Readonly<Record<string, Command>> = { ...ACTOR_DEFAULTS, ...ENTRY_DEFAULTS };

describe('the schemas of commands', () => {
  let ledger: TestLedger;
  let served: ServedDocument;
  beforeAll(async () => {
    ledger = await TestLedger.start();
    served = await ServedDocument.of(ledger);
  });
  afterAll(() => ledger.stop());

  const agree = (command: Command) => {
    const wrong = served.wrongWith(`${String(command['type'])}Command`, command);
    expect([command, wrong.length === 0, wrong]).toEqual([command, isTaken(command), wrong]);
  };

  it('agree with the ledger on every command of the seeds', () => {
    for (const line of seedLines) {
      const command = withoutTarget(JSON.parse(line) as Command);
      expect([line, isTaken(command)]).toEqual([line, true]);
      agree(command);
    }
  });

  it.each(Object.keys(DTOS))('agree with the ledger on what is wrong with %s', (type) => {
    const command: Command = { type, ...BODIES[type] };
    expect(isTaken(command)).toBe(true);
    agree(command);
    agree({ ...command, mispelt: 1 });
    const { properties } = served.document.components['schemas']?.[`${type}Command`] as { readonly properties: object };
    for (const field of Object.keys(properties).filter((name) => name !== 'type')) {
      const { [field]: _left, ...rest } = command;
      agree(rest);
      for (const mistake of wrongFor(command[field])) agree({ ...command, [field]: mistake });
    }
  });
});

function isTaken(command: Command): boolean {
  const isEntry = String(command['type']) in ENTRY_DTOS;
  try {
    toDomainEvent(DTOS, isEntry && command['id'] === undefined ? { ...command, id: 'made' } : command, defaults);
    return true;
  } catch (error) {
    if (error instanceof CommandRejectedError) return false;
    throw error;
  }
}

/** A line of an import names its target, which elsewhere is in the address. */
function withoutTarget({ type, ...fields }: Command): Command {
  const noun = [
    ['actor', ACTOR_DTOS],
    ['document', DOCUMENT_DTOS],
    ['narrative', NARRATIVE_DTOS],
  ].find(([, own]) => String(type) in (own as object))?.[0];
  const { [(noun ?? 'claim') as string]: _target, ...rest } = fields;
  return { type, ...rest };
}
