import { createTheme, type CSSVariablesResolver } from '@mantine/core';

export const theme = createTheme({
  primaryColor: 'cyan',
  primaryShade: { light: 9, dark: 9 },
  fontFamily: 'system-ui, "Segoe UI", Roboto, "Noto Sans", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", "Noto Sans Mono", monospace',
  defaultRadius: 'md',
  autoContrast: true,
  respectReducedMotion: true,
});

const light = { red: '#b02525', orange: '#963800', yellow: '#725000', green: '#1a6b2d', grape: '#862e9c', blue: '#1257a0', gray: '#495057', cyan: '#0a5566' };

// White stands on it.
const filled = { '--mantine-color-orange-filled': '#b83d0b' };

// The library's own greys and tints are too pale to be read by everybody (WCAG 2.2, 4.5 to 1).
export const readable: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    ...filled,
    '--mantine-color-dimmed': '#565e66',
    '--mantine-color-placeholder': '#6b737b',
    ...Object.fromEntries(Object.entries(light).flatMap(([name, color]) => [[`--mantine-color-${name}-light-color`, color], [`--mantine-color-${name}-text`, color]])),
    '--mantine-primary-color-light-color': light.cyan,
  },
  dark: { ...filled, '--mantine-color-dimmed': '#adb1b5', '--mantine-color-placeholder': '#9a9ea2', '--mantine-color-text': '#e3e5e7' },
});
