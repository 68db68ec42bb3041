export { readConfig, UnusableConfig, type AppsConfig, type Config, type KubernetesConfig, type WalletConfig } from './config.ts';
