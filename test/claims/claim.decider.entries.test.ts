import type { ClaimEvent } from '../../src/claims/claim.events.js';
import { NotFoundError } from '../../src/command-handling/errors.js';
import type { ActType } from '../../src/domain/entries.js';
import {
  ACTS,
  asserted,
  CLAIM,
  entry,
  givenClaim,
  HISTORY,
  NOW,
  recording,
  registered,
  TYPES,
  voided,
} from './examples.js';

const AFTER_REGISTRATION = TYPES.filter((type) => type !== 'ClaimRegistered');

describe.each(AFTER_REGISTRATION)('%s', (type) => {
  const example = entry(type);

  it('is recorded as the command says', () => {
    givenClaim(...HISTORY)
      .when(recording(example))
      .then([example]);
  });

  it('needs a claim', () => {
    givenClaim().when(recording(example)).thenThrows(NotFoundError);
  });

  it('is recorded once, however often the same command runs', () => {
    givenClaim(...HISTORY, example)
      .when(recording(example))
      .thenNothing();
    givenClaim(...HISTORY, example, asserted('later'))
      .when(recording(example))
      .thenNothing();
  });

  it('is recorded once, whatever the order of the fields', () => {
    const { data, type: sameType } = example;
    const turned = { type: sameType, data: Object.fromEntries(Object.entries(data).reverse()) } as ClaimEvent;
    givenClaim(...HISTORY, example)
      .when(recording(turned))
      .thenNothing();
  });

  it("doesn't take the id of another entry", () => {
    for (const taken of HISTORY) {
      if (taken.type === type) continue;
      givenClaim(...HISTORY)
        .when(recording(entry(type, { id: taken.data.id })))
        .thenRejects([{ pointer: '/id', code: 'id-taken' }]);
    }
    givenClaim(...HISTORY, entry(type, { id: 'another' }), asserted(example.data.id))
      .when(recording(example))
      .thenRejects([{ pointer: '/id', code: 'id-taken' }]);
  });
});

describe.each(ACTS)('%s, an act in the world,', (type) => {
  const act = (fields: object) => recording(entry(type, fields));

  it.each(['2024', '2024-01', '2024-01-01', NOW, '../2023', '2023/..', '2024-01-01/2025', '../2030'])(
    'may have happened by now: %s',
    (occurredAt) => {
      givenClaim(...HISTORY)
        .when(act({ occurredAt }))
        .thenAccepted();
    },
  );

  it.each(['2025', '2024-02', '2024-01-02', '2024-01-01T12:00:00.001Z', '2024-01-02/..', '2024-01-01T12:00:00-00:01'])(
    "can't have happened yet: %s",
    (occurredAt) => {
      givenClaim(...HISTORY)
        .when(act({ occurredAt }))
        .thenRejects([{ pointer: '/occurredAt', code: 'in-the-future' }]);
    },
  );

  it('follows and cites entries of its claim, named with the claim or without, even voided ones', () => {
    for (const ref of ['first', 'second', `${CLAIM}/first`]) {
      givenClaim(...HISTORY, voided('gone', 'second'))
        .when(act({ after: [ref], cites: [{ entry: ref, use: 'quotes' }] }))
        .thenAccepted();
    }
  });

  it('leaves to others what is in the streams of others', () => {
    const elsewhere = 'remark/who-knows';
    givenClaim(...HISTORY)
      .when(act({ after: [elsewhere], cites: [{ entry: elsewhere, use: 'quotes' }] }))
      .thenAccepted();
  });

  it("doesn't name what isn't there, nor itself", () => {
    for (const ref of ['nowhere', `${CLAIM}/nowhere`, entry(type).data.id]) {
      givenClaim(...HISTORY)
        .when(
          act({
            after: ['first', ref],
            cites: [
              { actor: 'nato', use: 'quotes' },
              { entry: ref, use: 'quotes' },
            ],
          }),
        )
        .thenRejects([
          { pointer: '/cites/1/entry', code: 'unknown-entry' },
          { pointer: '/after/1', code: 'unknown-entry' },
        ]);
    }
  });

  it("doesn't name acts of the record", () => {
    for (const id of ['registered', 'linked', 'gone']) {
      givenClaim(...HISTORY, voided('gone', 'second'))
        .when(act({ after: [id] }))
        .thenRejects([{ pointer: '/after/0', code: 'not-an-act' }]);
    }
  });
});

const ABOUT_ENTRIES: readonly ActType[] = [
  'ClaimConfirmed',
  'ClaimDenied',
  'ClaimQuestioned',
  'StatementRetracted',
  'ApologyIssued',
  'CorrectionIssued',
  'StatementReworded',
  'ReactionRecorded',
  'EvidenceAttached',
];

describe.each(ABOUT_ENTRIES)('%s, about one entry,', (type) => {
  it('is about an act of this claim, or something in another', () => {
    for (const ref of ['first', 'rating', `${CLAIM}/second`, 'remark/anything']) {
      givenClaim(...HISTORY)
        .when(recording(entry(type, { of: ref })))
        .thenAccepted();
    }
  });

  it('is about nothing else', () => {
    givenClaim(...HISTORY)
      .when(recording(entry(type, { of: 'nowhere' })))
      .thenRejects([{ pointer: '/of', code: 'unknown-entry' }]);
    givenClaim(...HISTORY)
      .when(recording(entry(type, { of: 'registered' })))
      .thenRejects([{ pointer: '/of', code: 'not-an-act' }]);
  });
});

describe('An interpretation', () => {
  it('reads the claim into an entry or a document', () => {
    givenClaim(...HISTORY)
      .when(recording(entry('ClaimInterpreted', { interprets: { document: 'report' } })))
      .thenAccepted();
    givenClaim(...HISTORY)
      .when(recording(entry('ClaimInterpreted', { interprets: { entry: 'nowhere' } })))
      .thenRejects([{ pointer: '/interprets/entry', code: 'unknown-entry' }]);
    givenClaim(...HISTORY)
      .when(recording(entry('ClaimInterpreted', { interprets: { entry: 'linked' } })))
      .thenRejects([{ pointer: '/interprets/entry', code: 'not-an-act' }]);
  });
});

describe('The withdrawal of a verdict', () => {
  it('is of a verdict', () => {
    givenClaim(...HISTORY)
      .when(recording(entry('VerdictWithdrawn', { of: 'first' })))
      .thenRejects([{ pointer: '/of', code: 'not-a-verdict' }]);
    givenClaim(...HISTORY)
      .when(recording(entry('VerdictWithdrawn', { of: 'linked' })))
      .thenRejects([{ pointer: '/of', code: 'not-an-act' }]);
  });

  it('may follow and cite what is no verdict', () => {
    givenClaim(...HISTORY)
      .when(recording(entry('VerdictWithdrawn', { after: ['first'], cites: [{ entry: 'second', use: 'quotes' }] })))
      .thenAccepted();
  });
});

describe('The outcome of a forecast', () => {
  const outcome = recording(entry('ForecastResolved'));
  const refused = [{ pointer: '/type', code: 'not-a-forecast' }];

  it.each(['factual', 'statistical'] as const)('is for no %s claim', (kind) => {
    givenClaim(entry('ClaimRegistered', { kind })).when(outcome).thenRejects(refused);
  });

  it('is for the kind that the claim has now', () => {
    const amended = entry('ClaimAmended', { due: null, kind: 'factual' });
    givenClaim(registered, amended).when(outcome).thenRejects(refused);
    givenClaim(registered, amended, voided('void', 'amendment')).when(outcome).thenAccepted();
  });
});

it('All that is wrong with an act is said at once', () => {
  givenClaim(entry('ClaimRegistered', { kind: 'factual' }))
    .when(recording(entry('ForecastResolved', { occurredAt: '2025', after: ['nowhere'] })))
    .thenRejects([
      { pointer: '/occurredAt', code: 'in-the-future' },
      { pointer: '/after/0', code: 'unknown-entry' },
      { pointer: '/type', code: 'not-a-forecast' },
    ]);
});
