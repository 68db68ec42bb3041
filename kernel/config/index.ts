export { readConfig, UnusableConfig, type AppsConfig, type Config, type FitConnectConfig, type KubernetesConfig, type WalletConfig } from './config.ts';
