import { about, describeExamples } from './examples.js';

describeExamples([
  // What others put forward.
  [
    'a minister asserts in her own name what her ministry confirms',
    'unverified/none',
    () => about('ministry').speaksFor('minister', 'ministry').asserted('says', 'minister').confirmed('yes', 'ministry'),
  ],
  [
    'a former minister asserts what the ministry confirms',
    'confirmed/first-hand',
    () =>
      about('ministry')
        .speaksFor('minister', 'ministry', '2020', '2022')
        .asserted('says', 'minister', { on: '2023' })
        .confirmed('yes', 'ministry', { on: '2024' }),
  ],
  [
    'a ministry asserts what its minister confirms, about herself',
    'unverified/none',
    () => about('minister').speaksFor('minister', 'ministry').asserted('says', 'ministry').confirmed('yes', 'minister'),
  ],
  [
    'an outlet cites only the minister of the ministry that confirms',
    'unverified/none',
    () =>
      about('ministry')
        .speaksFor('minister', 'ministry')
        .reported('report', 'herald', { cites: ['@minister'] })
        .confirmed('yes', 'ministry'),
  ],
  [
    'an outlet cites an entry of another claim by the ministry that confirms',
    'unverified/none',
    () =>
      about('ministry')
        .elsewhere('other/says', 'ministry')
        .reported('report', 'herald', { cites: ['other/says'] })
        .confirmed('yes', 'ministry'),
  ],
  [
    'an outlet cites an entry of another claim by an unknown maker',
    'confirmed/first-hand',
    () =>
      about('ministry')
        .reported('report', 'herald', { cites: ['other/says'] })
        .confirmed('yes', 'ministry'),
  ],
  // Evidence, searches and verdicts by parties, groups and unnamed actors.
  [
    'the accused finds its own memo genuine',
    'unverified/none',
    () => about('ministry').reported('report', 'herald').evidence('memo', 'ministry', 'refutes'),
  ],
  [
    'the accused finds its own memo genuine, and denies',
    'denied/first-hand',
    () => about('ministry').evidence('memo', 'ministry', 'refutes').denied('no', 'ministry'),
  ],
  [
    'a spokesman of the accused finds its memo genuine in his own name',
    'unverified/none',
    () => about('ministry').speaksFor('spokesman', 'ministry').evidence('memo', 'spokesman', 'refutes'),
  ],
  [
    'an unnamed actor of the accused outlet finds its memo genuine',
    'unverified/none',
    () => about('herald').evidence('memo', 'diplomat', 'refutes'),
  ],
  [
    'an examiner and the accused jointly find the memo genuine',
    'refuted/evidence',
    () => about('ministry').evidence('memo', ['ministry', 'afp'], 'refutes'),
  ],
  [
    'the accused finds forged what an examiner found genuine',
    'confirmed/evidence',
    () =>
      about('ministry')
        .evidence('memo', 'afp', 'supports')
        .evidence('test', 'ministry', 'context', { authenticity: 'forged' }),
  ],
  [
    'one examiner finds forged what another found genuine',
    'unverified/none',
    () =>
      about('ministry')
        .evidence('memo', 'afp', 'supports')
        .evidence('test', 'post', 'context', { authenticity: 'forged' }),
  ],
  [
    'the accused finds a memo genuine that shows who said what it denies',
    'denied/first-hand',
    () =>
      about('ministry')
        .asserted('says', 'witness', { basis: 'witnessed' })
        .denied('never', 'witness', { of: 'says' })
        .evidence('memo', 'ministry', 'supports', { of: 'says' })
        .denied('no', 'ministry'),
  ],
  ['a group finds a memo genuine', 'unverified/none', () => about('ministry').evidence('memo', 'members', 'supports')],
  [
    'the accused finds nothing that supports a report',
    'unverified/none',
    () => about('ministry').reported('report', 'herald').searched('looked', 'ministry', 'found-nothing'),
  ],
  [
    'an outlet finds nothing after the accused found something',
    'unsubstantiated/found-nothing',
    () =>
      about('ministry')
        .reported('report', 'herald')
        .searched('nothing', 'post', 'found-nothing', { on: '2024-01' })
        .searched('something', 'ministry', 'found', { on: '2024-02' }),
  ],
  [
    'a search finds nothing though there is a named origin',
    'unverified/none',
    () =>
      about('ministry').reported('report', 'herald', { basis: 'document' }).searched('looked', 'post', 'found-nothing'),
  ],
  [
    'a search that found nothing has expired though there is a named origin',
    'unverified/none',
    () =>
      about('ministry')
        .reported('report', 'herald', { basis: 'document' })
        .searched('looked', 'post', 'found-nothing', { goodUntil: '2024-06-30' }),
  ],
  [
    'a search that found nothing has expired',
    'unverified/search-expired',
    () =>
      about('ministry')
        .reported('report', 'herald')
        .searched('looked', 'post', 'found-nothing', { goodUntil: '2024-06-30' }),
  ],
  ['a group finds nothing', 'unverified/none', () => about('ministry').searched('looked', 'members', 'found-nothing')],
  ['an unnamed actor rates', 'unverified/none', () => about('ministry').rated('check', 'diplomat', 'false')],
  ['a group rates', 'unverified/none', () => about('ministry').rated('check', 'members', 'false')],
  [
    'a group rates together with an outlet',
    'rated/verdict',
    () => about('ministry').rated('check', ['members', 'snopes'], 'false'),
  ],
]);
