#include "core/training/run_metrics.h"

namespace lossarium {
namespace {

constexpr int restForEachWork = 30;  // of the time since they were computed

SplitMetrics measured(const std::vector<Metric>& metrics, const EmpiricalRisk& risk, const Vector& weights,
                      Task task) {
  const JudgedRows rows(risk, weights, task);
  SplitMetrics result{{}, rows.confusion};
  for (const Metric& metric : metrics) result.values.push_back(metric.measure(rows));
  return result;
}

}  // namespace

std::shared_ptr<const RunMetrics> metricsOf(const std::shared_ptr<const Problem>& problem,
                                            const Vector& weights, std::int64_t step) {
  const std::vector<Metric> metrics = metricsFor(*problem);
  const Task task = problem->dataset->task;
  auto result = std::make_shared<RunMetrics>();
  result->problem = problem;
  result->step = step;
  for (const Metric& metric : metrics) result->specs.push_back(metric.spec);
  result->training = measured(metrics, *problem->training, weights, task);
  if (problem->validation) result->validation = measured(metrics, *problem->validation, weights, task);
  if (problem->test && problem->experiment.split.testOpened)
    result->test = measured(metrics, *problem->test, weights, task);
  return result;
}

std::shared_ptr<const RunMetrics> MetricsWatch::at(const std::shared_ptr<const Problem>& problem,
                                                   const Vector& weights, std::int64_t step, bool running) {
  const auto begin = Clock::now();
  const bool sameProblem = last_ && last_->problem == problem;
  if (sameProblem && running && begin < due_) return last_;
  last_ = metricsOf(problem, weights, step);
  const auto end = Clock::now();
  due_ = end + restForEachWork * (end - begin);
  return last_;
}

}  // namespace lossarium
