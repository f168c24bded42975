#!/usr/bin/env node
import { main } from './main.js';

const FAILED = 1;

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const { message } = error as Error;
  console.error(message);
  process.exitCode = FAILED;
}
