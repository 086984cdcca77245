import { CommandRejectedError } from '../../../src/command-handling/errors.js';
import { actorDecider } from '../../../src/actors/actor.decider.js';
import { attributeViolations } from '../../../src/claims/claim.rules.js';
import { ACTOR_KINDS, CLAIM_KINDS } from '../../../src/domain/vocabulary.js';
import { askedFor, keptFilled } from '../../../src/explorer/recording/conditions.js';
import type { Field } from '../../../src/explorer/recording/field.js';

const field = (name: string, more: Partial<Field> = {}): Field =>
  ({ name, path: name, isRequired: false, isNullable: false, kind: 'text', isLong: false, ...more }) as Field;
const namesFor = (fields: readonly Field[], kind: string) =>
  askedFor([field('kind'), ...fields], { kind }).flatMap(({ name, isRequired }) =>
    name === 'kind' ? [] : [`${name}${isRequired ? '!' : ''}`],
  );

describe('askedFor()', () => {
  it.each(CLAIM_KINDS)('asks for what a claim of the kind %s may have and needs, as the ledger checks it', (kind) => {
    const asked = namesFor([field('holder'), field('due')], kind);
    const attributes = { text: 'x', language: 'en', kind, about: [], topics: [] } as const;
    const accepted = (given: object) => attributeViolations({ ...attributes, ...given }, given).length === 0;
    const needsHolder = !accepted({});
    const holder = { holder: 'nato' };
    expect(asked.includes('holder!')).toBe(needsHolder);
    expect(asked.some((name) => name.startsWith('holder'))).toBe(accepted(holder));
    expect(asked.includes('due')).toBe(accepted({ due: '2030', ...(needsHolder && holder) }));
  });

  it.each(ACTOR_KINDS)('asks for what an actor of the kind %s has', (kind) => {
    const asked = namesFor([field('description'), field('outlet')], kind);
    const data = { kind, name: 'x', aliases: [], description: 'a diplomat', outlet: 'tass' };
    const register = () =>
      actorDecider.decide(actorDecider.initial(), {
        actor: 'x',
        event: { type: 'ActorRegistered', data },
        reverseLink: undefined,
      });
    if (asked.length === 0) expect(register).toThrow(CommandRejectedError);
    else {
      expect(register()).toHaveLength(1);
      expect(asked).toEqual(['description!', 'outlet!']);
    }
  });

  it('lets nobody leave open what the ledger would fill in', () => {
    expect(askedFor([field('extent')], {})).toMatchObject([{ isRequired: true }]);
  });
});

it('keptFilled() requires what an amendment can’t take away', () => {
  const fields = [
    field('name'),
    field('holder', { isNullable: true }),
    field('aliases', { kind: 'texts' }),
    field('id'),
  ];
  const required = keptFilled(fields, { name: 'NATO', holder: 'x', aliases: ['OTAN'] }).filter(
    (each) => each.isRequired,
  );
  expect(required.map(({ name }) => name)).toEqual(['name']);
});
