import { ConfigError, configFrom } from '../src/config.js';

describe('The setting CLAIM_LEDGER_LOG', () => {
  it('names an event store, or the folder holds the log', () => {
    expect(configFrom({}).eventStore).toBeUndefined();
    expect(configFrom({ CLAIM_LEDGER_LOG: '' }).eventStore).toBeUndefined();
    expect(configFrom({ CLAIM_LEDGER_LOG: 'esdb://localhost?tls=false' }).eventStore).toBe(
      'esdb://localhost?tls=false',
    );
  });

  it.each(['log.sqlite', 'kurrent://u:correct-horse@localhost', 'http://u:correct-horse@localhost'])(
    'is refused if it is no connection string: %s, which is not shown',
    (text) => {
      const read = () => configFrom({ CLAIM_LEDGER_LOG: text });
      expect(read).toThrow(ConfigError);
      expect(read).toThrow(
        /^CLAIM_LEDGER_LOG must be a connection string that begins with esdb:\/\/, esdb\+discover:\/\/ or kurrentdb:\/\/\.$/,
      );
    },
  );
});
