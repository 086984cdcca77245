import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Field } from '../../../src/explorer/recording/field.js';
import { FREQUENT, HAPPENINGS } from '../../../src/explorer/recording/happenings.js';
import { fieldsOf, type JsonSchema } from '../../../src/explorer/recording/schema.js';
import { TestLedger } from '../api/test-ledger.js';

const WORDS = join(import.meta.dirname, '../../../src/explorer/words/en');
const SOURCE = join(import.meta.dirname, '../../../src');
const DECIDERS = [
  'actors/actor.decider.ts',
  'claims/claim.decider.ts',
  'claims/claim.rules.ts',
  'claims/claim.references.ts',
  'documents/document.decider.ts',
  'narratives/narrative.decider.ts',
];
const REGISTRATIONS = ['ClaimRegistered', 'ActorRegistered', 'DocumentRegistered', 'NarrativeRegistered'];

describe('the forms of the explorer', () => {
  let ledger: TestLedger;
  beforeAll(async () => {
    ledger = await TestLedger.start();
  });
  afterAll(() => ledger.stop());

  const words = { ...read('record.json'), ...read('register.json'), ...read('change.json') };
  const withMembers = (field: Field): readonly Field[] => [
    field,
    ...('fields' in field ? field.fields.flatMap(withMembers) : []),
  ];

  it.each([...new Set([...FREQUENT, ...Object.values(HAPPENINGS).flat(), ...REGISTRATIONS])])(
    'have a label for every field of %s',
    async (type) => {
      const { body } = await ledger.get(`/v1/schemas/${type}`).expect(200);
      const fields = fieldsOf(body as JsonSchema).fields.flatMap(withMembers);
      expect(fields.length).toBeGreaterThan(0);
      const labels = ({ path }: Field) => [`record.field.${type}.${path}`, `record.field.${path}`];
      const lacking = fields.filter((field) => !labels(field).some((label) => Object.hasOwn(words, label)));
      expect(lacking.map(({ path }) => path)).toEqual([]);
    },
  );

  it('have words for whatever the ledger rejects', () => {
    const codes = DECIDERS.flatMap((file) => [
      ...readFileSync(join(SOURCE, file), 'utf8').matchAll(/\bcode: '([a-z-]+)'/g),
    ]).flatMap(([, code]) => code ?? []);
    expect(codes.length).toBeGreaterThan(20);
    const lacking = [...codes, 'description-missing', 'outlet-missing'].filter(
      (code) => !Object.hasOwn(words, `record.fault.${code}`),
    );
    expect(lacking).toEqual([]);
  });
});

function read(file: string): Readonly<Record<string, string>> {
  return JSON.parse(readFileSync(join(WORDS, file), 'utf8')) as Readonly<Record<string, string>>;
}
