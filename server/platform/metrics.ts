import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** A figure read when it is asked for. With `label`, one value for each word; without, one value under the word ''. */
export type Figure = { name: string, help: string, label?: string, read: () => Promise<ReadonlyMap<string, number>> }

/** What is counted, and how it is printed. */
export type Metrics = {
  /** A request that was answered; `route` is a template (`/api/tickets/:id`), never a path with ids in it. */
  observe: (request: { method: string, route: string, status: number, seconds: number }) => void
  contentType: string
  /** All figures in the text format of Prometheus. One that cannot be read is left out. */
  print: () => Promise<string>
}

/** The figures of this process and, read at each scrape, those of the installation. */
export function metricsOf(figures: readonly Figure[]): Metrics {
  const register = new Registry()
  collectDefaultMetrics({ register })
  const durations = new Histogram({
    name: 'permanence_http_request_duration_seconds',
    help: 'Time to answer a request',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [register],
  })
  const gauges = figures.map(figure => ({ ...figure, gauge: new Gauge({ name: figure.name, help: figure.help, labelNames: figure.label ? [figure.label] : [], registers: [register] }) }))

  async function refresh({ gauge, label, read }: typeof gauges[number]) {
    const values = await read().catch(() => new Map<string, number>())
    gauge.reset()
    // A gauge without labels starts at zero again, which would be a lie.
    if (values.size === 0 && !label) gauge.remove()
    for (const [word, value] of values) gauge.set(label ? { [label]: word } : {}, value)
  }

  return {
    observe: ({ method, route, status, seconds }) => durations.observe({ method, route, status }, seconds),
    contentType: register.contentType,
    async print() {
      await Promise.all(gauges.map(refresh))
      return register.metrics()
    },
  }
}
