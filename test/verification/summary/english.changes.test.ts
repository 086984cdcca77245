import { about, describeSummaries, forecast } from './newsroom.js';

describeSummaries([
  [
    'a verdict',
    'Snopes rates it false; only TASS makes the claim, and gives no basis.',
    () => about('nato').reported('a', 'tass').rated('b', 'snopes', 'false'),
  ],
  [
    'a verdict with a label',
    'Snopes rates it false (“Pants on fire”); only TASS makes the claim, and gives no basis.',
    () => about('nato').reported('a', 'tass').rated('b', 'snopes', 'false', { label: 'Pants on fire' }),
  ],
  [
    'a verdict in other terms',
    'Snopes rates it “Legend”; only TASS makes the claim, and gives no basis.',
    () => about('nato').reported('a', 'tass').rated('b', 'snopes', 'other', { label: 'Legend' }),
  ],
  [
    'a verdict on context',
    'Snopes rates it as lacking context; only TASS makes the claim, and gives no basis.',
    () => about('nato').reported('a', 'tass').rated('b', 'snopes', 'missing-context'),
  ],
  [
    'a verdict against denials',
    'Snopes rates it misleading; one origin: TASS, which names no source, by way of The Post; Russia denies it, as a third party; The Post took back a part of it.',
    () =>
      about('nato')
        .reported('a', 'tass')
        .reported('p', 'post', { cites: ['a'] })
        .corrected('q', 'post', 'p', 'part')
        .denied('d', 'russia')
        .rated('b', 'snopes', 'misleading'),
  ],
  [
    'a verdict, a denial and words that were denied',
    'Snopes rates it false; only TASS makes the claim, and gives no basis; NATO, whom it is about, denies it; Vladimir Putin denies having said so.',
    () =>
      about('nato')
        .reported('a', 'tass')
        .denied('d', 'nato')
        .asserted('p', 'putin')
        .denied('q', 'putin', { of: 'p' })
        .rated('b', 'snopes', 'false'),
  ],
  [
    'several raters',
    'PolitiFact rates it mostly false; Snopes rates it false; there are two more verdicts; only TASS makes the claim, and gives no basis.',
    () =>
      about('nato')
        .reported('a', 'tass')
        .rated('b', 'snopes', 'false')
        .rated('c', 'politifact', 'mostly-false')
        .rated('d', 'afp', 'misleading')
        .rated('e', 'ap', 'unproven'),
  ],
  [
    'raters who agree',
    'PolitiFact and Snopes rate it false; only TASS makes the claim, and gives no basis.',
    () => about('nato').reported('a', 'tass').rated('b', 'snopes', 'false').rated('c', 'politifact', 'false'),
  ],
  [
    'raters who disagree',
    'Disputed: Snopes rates it true; PolitiFact rates it false.',
    () => about('nato').reported('a', 'tass').rated('b', 'snopes', 'true').rated('c', 'politifact', 'false'),
  ],
  [
    'a confirmation after a verdict',
    'Disputed: Snopes rates it false; NATO, whom it is about, later confirmed it.',
    () => about('nato').rated('b', 'snopes', 'false', { on: '2024-01' }).confirmed('c', 'nato', { on: '2024-02' }),
  ],
  [
    'a retraction',
    'Retracted: Stian Jenssen, the only one on record to say so, took it back whole; NATO had denied it.',
    () =>
      about('nato')
        .asserted('a', 'jenssen')
        .denied('c', 'nato')
        .retracted('b', 'jenssen', 'a', { after: ['c'] }),
  ],
  [
    'a retraction before a denial',
    'Retracted: Stian Jenssen, the only one on record to say so, took it back whole; NATO, whom it is about, denies it.',
    () =>
      about('nato')
        .asserted('a', 'jenssen', { on: '2023' })
        .retracted('b', 'jenssen', 'a', { on: '2023-05' })
        .denied('c', 'nato', { on: '2024' }),
  ],
  [
    'a retraction that leaves a report',
    'Retracted: Stian Jenssen took it back whole; only TASS makes the claim, and gives no basis.',
    () => about('nato').asserted('a', 'jenssen').reported('c', 'tass').retracted('b', 'jenssen', 'a'),
  ],
  [
    'a retraction by another',
    'Retracted: Jens Stoltenberg took back whole what Stian Jenssen had said.',
    () =>
      about('ukraine')
        .speaksFor('stoltenberg', 'nato')
        .speaksFor('jenssen', 'nato')
        .asserted('a', 'jenssen', { onBehalfOf: ['nato'] })
        .retracted('b', 'stoltenberg', 'a', { onBehalfOf: ['nato'] }),
  ],
  [
    'two retractions',
    'Retracted: The Hill and TASS, the only ones on record to say so, took it back whole.',
    () =>
      about('nato').reported('a', 'tass').reported('c', 'hill').retracted('b', 'tass', 'a').retracted('d', 'hill', 'c'),
  ],
  [
    'a partial retraction',
    'Only Stian Jenssen says so, and gives no basis; Stian Jenssen took back a part of it; NATO, whom it is about, has not spoken.',
    () => about('nato').asserted('a', 'jenssen').retracted('b', 'jenssen', 'a', { takesBack: 'part' }),
  ],
  [
    'a forecast',
    'Only Russia says so, and gives no basis; no outcome is on record; NATO, whom it is about, has not spoken.',
    () => forecast().asserted('a', 'russia'),
  ],
  [
    'a forecast that is due',
    'Only NATO, whom it is about, says so; it is due in July 2026.',
    () => forecast('2026-07').asserted('a', 'nato'),
  ],
  [
    'a forecast due by a date',
    'Only NATO, whom it is about, says so; it is due by the end of July 2026.',
    () => forecast('../2026-07').asserted('a', 'nato'),
  ],
  [
    'an overdue forecast',
    'Was due in July 2024, with no outcome on record: only NATO, whom it is about, says so through Jens Stoltenberg.',
    () =>
      forecast('2024-07')
        .speaksFor('stoltenberg', 'nato')
        .asserted('a', 'stoltenberg', { onBehalfOf: ['nato'] }),
  ],
  [
    'a forecast that came true',
    'It came true, according to AP; NATO had announced it.',
    () => forecast().asserted('a', 'nato').resolved('b', 'ap', 'came-true'),
  ],
  [
    'a forecast that did not',
    'It did not come true, according to AP; NATO and TASS had announced it.',
    () => forecast().asserted('a', 'nato').reported('c', 'tass').resolved('b', 'ap', 'did-not'),
  ],
  [
    'a forecast in part',
    'It came true in part, according to AP; NATO had announced it.',
    () => forecast().asserted('a', 'nato').resolved('b', 'ap', 'in-part'),
  ],
  ['a forecast that lapsed', 'It lapsed, according to AP.', () => forecast().resolved('b', 'ap', 'lapsed')],
  [
    'contrary outcomes',
    'Disputed: it came true, according to AP; it did not come true, according to TASS.',
    () => forecast().asserted('a', 'nato').resolved('b', 'ap', 'came-true').resolved('c', 'tass', 'did-not'),
  ],
]);
