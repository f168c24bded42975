import fc from 'fast-check';

// The same examples in every run: a property that fails must fail for everybody.
fc.configureGlobal({ seed: 42 });
