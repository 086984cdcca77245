import type { ClaimEvent } from '../../src/claims/claim.events.js';
import { NotFoundError } from '../../src/command-handling/errors.js';
import type { ActType } from '../../src/domain/entries.js';
import {
  ACT_TYPES,
  asserted,
  CLAIM,
  entry,
  givenClaim,
  HISTORY,
  NOW,
  recording,
  registered,
  EVENT_TYPES,
  voided,
} from './fixtures.js';

const AFTER_REGISTRATION = EVENT_TYPES.filter((type) => type !== 'ClaimRegistered');

describe.each(AFTER_REGISTRATION)('claimDecider: %s', (type) => {
  const example = entry(type);

  it('is recorded with the fields of the command', () => {
    givenClaim(...HISTORY)
      .when(recording(example))
      .then([example]);
  });

  it('is rejected without a claim', () => {
    givenClaim().when(recording(example)).thenThrows(NotFoundError);
  });

  it('is recorded once for a repeated command', () => {
    givenClaim(...HISTORY, example)
      .when(recording(example))
      .thenNothing();
    givenClaim(...HISTORY, example, asserted('later'))
      .when(recording(example))
      .thenNothing();
  });

  it('is recorded once for a repeated command with fields in another order', () => {
    const { data, type: sameType } = example;
    const turned = { type: sameType, data: Object.fromEntries(Object.entries(data).reverse()) } as ClaimEvent;
    givenClaim(...HISTORY, example)
      .when(recording(turned))
      .thenNothing();
  });

  it('is rejected with the id of another entry', () => {
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

describe.each(ACT_TYPES)('claimDecider: %s as an act', (type) => {
  const act = (fields: object) => recording(entry(type, fields));

  it.each(['2024', '2024-01', '2024-01-01', NOW, '../2023', '2023/..', '2024-01-01/2025', '../2030', '2024-01-02'])(
    'accepts the time %s, which may have passed',
    (occurredAt) => {
      givenClaim(...HISTORY)
        .when(act({ occurredAt }))
        .thenAccepted();
    },
  );

  it.each(['2025', '2024-02', '2024-01-03', '2024-01-01T12:00:00.001Z', '2024-01-03/..', '2024-01-01T12:00:00-00:01'])(
    'rejects the time %s, which is in the future',
    (occurredAt) => {
      givenClaim(...HISTORY)
        .when(act({ occurredAt }))
        .thenRejects([{ pointer: '/occurredAt', code: 'in-the-future' }]);
    },
  );

  it('accepts references to entries of its claim, with or without the claim id, even voided ones', () => {
    for (const ref of ['first', 'second', `${CLAIM}/first`]) {
      givenClaim(...HISTORY, voided('gone', 'second'))
        .when(act({ after: [ref], cites: [{ entry: ref, use: 'quotes' }] }))
        .thenAccepted();
    }
  });

  it('does not check references to entries of other claims', () => {
    const elsewhere = 'remark/who-knows';
    givenClaim(...HISTORY)
      .when(act({ after: [elsewhere], cites: [{ entry: elsewhere, use: 'quotes' }] }))
      .thenAccepted();
  });

  it('rejects references to unknown entries and to itself', () => {
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
          { pointer: '/after/1', code: 'unknown-entry' },
          { pointer: '/cites/1/entry', code: 'unknown-entry' },
        ]);
    }
  });

  it('rejects references to clerical entries', () => {
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

describe.each(ABOUT_ENTRIES)('claimDecider: %s of one entry', (type) => {
  it('accepts an act of this claim, and any entry of another claim', () => {
    for (const ref of ['first', 'rating', `${CLAIM}/second`, 'remark/anything']) {
      givenClaim(...HISTORY)
        .when(recording(entry(type, { of: ref })))
        .thenAccepted();
    }
  });

  it('rejects an unknown entry, and an entry that is not an act', () => {
    givenClaim(...HISTORY)
      .when(recording(entry(type, { of: 'nowhere' })))
      .thenRejects([{ pointer: '/of', code: 'unknown-entry' }]);
    givenClaim(...HISTORY)
      .when(recording(entry(type, { of: 'registered' })))
      .thenRejects([{ pointer: '/of', code: 'not-an-act' }]);
  });
});

describe('claimDecider: interpretations', () => {
  it('accept a document, or an act of the claim', () => {
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

describe('claimDecider: withdrawals of verdicts', () => {
  it('are rejected for an entry that is not a verdict', () => {
    givenClaim(...HISTORY)
      .when(recording(entry('VerdictWithdrawn', { of: 'first' })))
      .thenRejects([{ pointer: '/of', code: 'not-a-verdict' }]);
    givenClaim(...HISTORY)
      .when(recording(entry('VerdictWithdrawn', { of: 'linked' })))
      .thenRejects([{ pointer: '/of', code: 'not-an-act' }]);
  });

  it('may follow and cite other entries', () => {
    givenClaim(...HISTORY)
      .when(recording(entry('VerdictWithdrawn', { after: ['first'], cites: [{ entry: 'second', use: 'quotes' }] })))
      .thenAccepted();
  });
});

describe('claimDecider: outcomes of forecasts', () => {
  const outcome = recording(entry('ForecastResolved'));
  const violations = [{ pointer: '/type', code: 'not-a-forecast' }];

  it.each(['factual', 'statistical'] as const)('are rejected for a %s claim', (kind) => {
    givenClaim(entry('ClaimRegistered', { kind })).when(outcome).thenRejects(violations);
  });

  it('are decided on the present kind of the claim', () => {
    const amended = entry('ClaimAmended', { due: null, kind: 'factual' });
    givenClaim(registered, amended).when(outcome).thenRejects(violations);
    givenClaim(registered, amended, voided('void', 'amendment')).when(outcome).thenAccepted();
  });
});

it('claimDecider returns all violations of an act together', () => {
  givenClaim(entry('ClaimRegistered', { kind: 'factual' }))
    .when(recording(entry('ForecastResolved', { occurredAt: '2025', after: ['nowhere'] })))
    .thenRejects([
      { pointer: '/occurredAt', code: 'in-the-future' },
      { pointer: '/after/0', code: 'unknown-entry' },
      { pointer: '/type', code: 'not-a-forecast' },
    ]);
});

describe('claimDecider: acts that follow many others', () => {
  const inRow = (n: number): ClaimEvent =>
    entry('ClaimAsserted', { id: `a${n}`, after: [n === 0 ? 'first' : `a${n - 1}`] });
  const row = Array.from({ length: 200 }, (_, n) => inRow(n));

  it('are rejected when these are more than 200, directly and through others', () => {
    givenClaim(...HISTORY, ...row.slice(0, 199))
      .when(recording(inRow(199)))
      .thenAccepted();
    givenClaim(...HISTORY, ...row)
      .when(recording(inRow(200)))
      .thenRejects([{ pointer: '/after', code: 'follows-too-many' }]);
  });
});
