import reactHooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'

const windowCode = ['src/renderer/**/*.{ts,tsx}', 'test/component/**/*.{ts,tsx}', 'test/support/dom/**/*.{ts,tsx}']

export default tseslint.config(
  {
    ignores: [
      'out/',
      'dist/',
      'node_modules/',
      'test-results/',
      'playwright-report/',
      'coverage/',
      '**/*.cjs',
      '**/*.js',
    ],
  },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error', noInlineConfig: true },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // A port's method is async whether this implementation waits for something or not.
      '@typescript-eslint/require-await': 'off',
      // Objects here are made by functions and use no `this`, so their methods can be passed on.
      '@typescript-eslint/unbound-method': 'off',
      // Code points are what is wanted where a string is spread.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      // These are about taste; the style guide does not share it.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/unified-signatures': 'off',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'no-console': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-eval': 'error',
      'no-implied-eval': 'off',
      'prefer-const': 'error',
    },
  },
  {
    // Channels go through the checked wrapper of the contract; the raw objects would get round it.
    files: ['**/*.{ts,tsx}'],
    ignores: ['src/main/ipc/**', 'src/main/adapters/electron/**', 'src/preload/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: 'electron',
              importNames: ['ipcMain', 'ipcRenderer'],
              message: 'Use the contract: src/main/ipc serves it, src/preload calls it.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['build/**', 'test/**', 'src/main/cli/**', '*.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['test/**'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/no-misused-spread': 'off',
    },
  },
  {
    files: windowCode,
    extends: [reactHooks.configs.flat.recommended],
  },
)
