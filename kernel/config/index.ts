export { readConfig, UnusableConfig, type Config } from './config.ts';
