// Takes screenshots of the dev page: node dev/shots.mjs [name…]
import { mkdirSync } from 'node:fs'
import { chromium } from 'playwright-core'

const base = process.env.BASE ?? 'http://localhost:5174'
const out = 'shots'
mkdirSync(out, { recursive: true })
const wanted = process.argv.slice(2)
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
})

/** name → [session, language, colour scheme, width, height, what to do first] */
const shots = {
  'wide-light': ['dev-rollout', 'ko', 'light', 1440, 900],
  'wide-dark': ['dev-rollout10', 'ko', 'dark', 1440, 900],
  'wide-en': ['dev-rollout10-en', 'en', 'light', 1600, 1000],
  'fresh': ['dev-fresh', 'ko', 'light', 1440, 900],
  'broken': ['dev-broken', 'ko', 'light', 1440, 900],
  'crowd': ['dev-500', 'ko', 'dark', 1440, 900],
  'past': ['dev-rollout10', 'ko', 'light', 1440, 900, async (page) => {
    await page.getByTestId('scrubber').evaluate((input) => { input.value = String(Math.round(Number(input.max) * 0.8)); input.dispatchEvent(new Event('input', { bubbles: true })) })
  }],
  'editor': ['dev-rollout', 'ko', 'light', 1440, 900, async (page) => {
    await page.keyboard.press('Alt+3')
    await page.getByRole('button', { name: 'nginx.yaml' }).click()
    await page.waitForSelector('.cm-content')
    await page.locator('.cm-line', { hasText: 'replicas' }).click()
    await page.keyboard.press('End')
    await page.keyboard.type(': [1')
    await page.waitForTimeout(500)
  }],
  'drawer': ['dev-rollout', 'ko', 'light', 1440, 900, async (page) => { await page.locator('[data-generation] .head').last().click(); await page.waitForTimeout(400) }],
  'decision': ['dev-rollout', 'ko', 'dark', 1440, 900, async (page) => { await page.locator('.decision .line').nth(3).click() }],
  'table': ['dev-rollout', 'ko', 'light', 1440, 900, async (page) => { await page.getByRole('button', { name: '표', exact: true }).click() }],
  'middle': ['dev-rollout', 'ko', 'light', 1000, 760],
  'narrow-terminal': ['dev-rollout', 'ko', 'light', 400, 780],
  'narrow-picture': ['dev-rollout', 'ko', 'dark', 400, 780, async (page) => { await page.locator('.tabbar button').nth(3).click() }],
  'narrow-story': ['dev-rollout', 'ko', 'light', 400, 780, async (page) => { await page.locator('.tabbar button').nth(4).click() }],
  'narrow-exercise': ['dev-rollout', 'ko', 'light', 400, 780, async (page) => { await page.locator('.tabbar button').nth(0).click() }],
  'done': ['dev-done', 'ko', 'light', 1440, 900],
  'done-en': ['dev-done-en', 'en', 'dark', 1440, 900, async (page) => { await page.locator('.completion [aria-expanded]').click() }],
  'chooser': ['dev-rollout', 'ko', 'light', 1440, 900, async (page) => { await page.locator('[data-action=choose]').click(); await page.waitForTimeout(300) }],
  'checked': ['dev-rollout-en', 'en', 'light', 1440, 900, async (page) => { await page.locator('[data-action=check]').click(); await page.waitForTimeout(300) }],
  'checked-narrow': ['dev-rollout', 'ko', 'light', 400, 780, async (page) => { await page.locator('.tabbar button').nth(0).click(); await page.locator('[data-action=check]').click(); await page.waitForTimeout(300) }],
  'settings': ['dev-rollout', 'ko', 'light', 1440, 900, async (page) => { await page.getByRole('button', { name: '설정' }).click() }],
}
for (const [name, [session, language, colorScheme, width, height, prepare]] of Object.entries(shots)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  const context = await browser.newContext({ viewport: { width, height }, colorScheme, deviceScaleFactor: 1 })
  const page = await context.newPage()
  page.on('pageerror', (error) => console.log(name, 'ERROR', error.message))
  page.on('console', (message) => { if (message.type() === 'error' || message.type() === 'warning') console.log(name, message.type(), message.text()) })
  await page.goto(`${base}/?session=${session}&language=${language}`)
  await page.waitForSelector('.xterm-rows, .tabbar')
  await page.waitForTimeout(900)
  await prepare?.(page)
  await page.waitForTimeout(300)
  await page.screenshot({ path: `${out}/${name}.png` })
  await context.close()
}
for (const [name, language, colorScheme, width, height] of [['landing-light', 'ko', 'light', 1280, 800], ['landing-dark', 'en', 'dark', 1280, 800], ['landing-narrow', 'ko', 'light', 400, 800]]) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  const page = await (await browser.newContext({ viewport: { width, height }, colorScheme })).newPage()
  await page.goto(`${base}/landing-sample${language === 'en' ? '-en' : ''}.html`)
  await page.waitForTimeout(600)
  await page.screenshot({ path: `${out}/${name}.png` })
}
await browser.close()
