import { about, describeExamples, forecast, ofPutin } from './examples.js';

describeExamples([
  // One of several against another.
  [
    'one of two whom a claim is about asserts what the other denies',
    'disputed/support-and-opposition',
    () => about('kyiv', 'nato').asserted('says', 'kyiv').denied('no', 'nato'),
  ],
  [
    'one of two asserts by a spokesman what the other denies',
    'disputed/support-and-opposition',
    () =>
      about('kyiv', 'nato')
        .speaksFor('spokesman', 'kyiv')
        .asserted('says', 'spokesman', { onBehalfOf: ['kyiv'] })
        .denied('no', 'nato'),
  ],
  [
    'one of two only reports what the other denies',
    'denied/first-hand',
    () => about('kyiv', 'nato').reported('says', 'kyiv').denied('no', 'nato'),
  ],
  [
    'one of two, a minister, asserts what the other, her ministry, denies',
    'denied/first-hand',
    () =>
      about('minister', 'ministry')
        .speaksFor('minister', 'ministry')
        .asserted('says', 'minister')
        .denied('no', 'ministry'),
  ],
  [
    'one of two, a ministry, asserts what the other, its minister, denies',
    'denied/first-hand',
    () =>
      about('minister', 'ministry')
        .speaksFor('minister', 'ministry')
        .asserted('says', 'ministry')
        .denied('no', 'minister'),
  ],
  [
    'one of two, a former minister, asserts what the other, her ministry, denies',
    'disputed/support-and-opposition',
    () =>
      about('minister', 'ministry')
        .speaksFor('minister', 'ministry', '2020', '2022')
        .asserted('says', 'minister', { on: '2023' })
        .denied('no', 'ministry', { on: '2023' }),
  ],
  [
    'one of two asserts and evidence refutes it',
    'refuted/evidence',
    () => about('kyiv', 'nato').asserted('says', 'kyiv').evidence('memo', 'afp', 'refutes'),
  ],
  [
    'an actor with two ids asserts and denies',
    'denied/first-hand',
    () => about('kyiv', 'kiev').joined('kyiv', 'kiev').asserted('says', 'kyiv').denied('no', 'kiev'),
  ],
  [
    'somebody who is not a party to a claim about one asserts what that one denies',
    'denied/first-hand',
    () => about('nato').asserted('says', 'kyiv').denied('no', 'nato'),
  ],
  // Positions.
  ['the holder says that it holds a position', 'stated/holder', () => ofPutin().asserted('says', 'putin')],
  [
    'a spokesman says that the holder holds a position',
    'stated/holder',
    () => ofPutin().confirmed('says', 'peskov', { onBehalfOf: ['putin'] }),
  ],
  [
    'a spokesman denies later what the holder said',
    'denied/holder',
    () =>
      ofPutin()
        .asserted('says', 'putin', { on: '2023' })
        .denied('no', 'peskov', { on: '2024', onBehalfOf: ['putin'] }),
  ],
  [
    'evidence supports a position of which the holder says nothing',
    'confirmed/evidence',
    () => ofPutin().evidence('memo', 'afp', 'supports'),
  ],
  [
    'evidence supports a position that the holder states',
    'stated/holder',
    () => ofPutin().asserted('says', 'putin').evidence('memo', 'afp', 'supports'),
  ],
  [
    'one holder of two merged positions asserts, and the other denies',
    'disputed/support-and-opposition',
    () => ofPutin().withSameClaim('again', { holder: 'kremlin' }).asserted('says', 'putin').denied('no', 'kremlin'),
  ],
  // Evidence that refutes, with and without a denial.
  ['evidence refutes', 'refuted/evidence', () => about('nato').evidence('memo', 'afp', 'refutes')],
  [
    'evidence refutes what its subject denies',
    'refuted/evidence',
    () => about('nato').denied('no', 'nato').evidence('memo', 'afp', 'refutes'),
  ],
  // Forecasts.
  ['a forecast came true', 'fulfilled/came-true', () => forecast().resolved('end', 'afp', 'came-true')],
  ['a forecast did not come true', 'unfulfilled/did-not', () => forecast().resolved('end', 'afp', 'did-not')],
  ['a forecast came true in part', 'partly-fulfilled/in-part', () => forecast().resolved('end', 'afp', 'in-part')],
  ['a forecast lapsed', 'lapsed/lapsed', () => forecast('2024').resolved('end', 'afp', 'lapsed')],
  [
    'a forecast has contrary outcomes',
    'disputed/outcomes',
    () => forecast().resolved('end', 'afp', 'came-true').resolved('not', 'herald', 'did-not'),
  ],
  [
    'a group says that a forecast came true',
    'open/awaiting-outcome',
    () => forecast().actor('group', 'members').resolved('end', 'members', 'came-true'),
  ],
  ['a forecast is not due yet', 'open/awaiting-outcome', () => forecast('2025-01-01')],
  ['a forecast was due on the day before', 'open/overdue', () => forecast('2024-12-31')],
  ['a forecast is due in a year that is over', 'open/overdue', () => forecast('2023/2024')],
  ['a forecast is due in a year that is not over', 'open/awaiting-outcome', () => forecast('2025')],
  ['a forecast is due at some time after a date', 'open/awaiting-outcome', () => forecast('2023/..')],
  ['a forecast was due by a date', 'open/overdue', () => forecast('../2024-06-01')],
  [
    'one of two merged forecasts is not due yet',
    'open/awaiting-outcome',
    () => forecast('2024').withSameClaim('again', { due: '2026' }),
  ],
  [
    'an overdue forecast is merged with one without a date',
    'open/overdue',
    () => forecast('2024').withSameClaim('again'),
  ],
  ['a confirmation leaves a forecast open', 'open/overdue', () => forecast('2024').confirmed('yes', 'nato')],
  // Reactions.
  [
    'somebody agrees, somebody disagrees, and an outlet takes note',
    'unverified/none',
    () =>
      about('nato')
        .reacted('a', 'nato', { reaction: 'agreed' })
        .reacted('b', 'nato', { reaction: 'disagreed' })
        .reacted('c', 'herald', { reaction: 'noted' }),
  ],
]);
