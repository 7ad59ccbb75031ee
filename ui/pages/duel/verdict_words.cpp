#include "ui/pages/duel/verdict_words.h"

#include "ui/pages/duel/duel_scenes.h"
#include "ui/pages/run_marks.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/words.h"

#include <QCoreApplication>

#include <cmath>
#include <optional>

namespace lossarium::ui {
namespace {

QString tr(const char* text) { return QCoreApplication::translate("Verdict", text); }

constexpr double noticeable = 0.01;  // less is no difference to speak of

QString percent(double share) { return QStringLiteral("%1 %").arg(std::round(100 * share)); }

const Problem& problemOf(const DuelFrame& frame) { return *frame.runs.front()->problem; }

QString soundRowsOf(const DuelFrame& frame) {
  return words(datasetSpec(problemOf(frame).experiment.dataset.id).soundRows);
}

bool allEqual(const DuelVerdict& verdict) {
  for (const double score : verdict.scores)
    if (score != verdict.scores.front()) return false;
  return true;
}

QString judgedRows(const DuelVerdict& verdict) {
  return verdict.onValidation ? tr("validation rows") : tr("training rows");
}

// To what a run comes close: "the years that were booked right".
QString goal(const DuelFrame& frame) {
  switch (frame.verdict.yardstick) {
    case Yardstick::soundRows:
      return soundRowsOf(frame);
    case Yardstick::truth:
      return tr("the truth that the rows were drawn around");
    case Yardstick::untouched:
      return tr("the rows that were left as they were");
    default:
      return {};
  }
}

QString divergedWords(const DuelPlan& plan, const DuelFrame& frame) {
  QStringList names;
  for (std::size_t i = 0; i < frame.runs.size(); ++i)
    if (frame.runs[i]->state.stop == Stop::diverged) names << contenderTitle(plan, i);
  if (names.isEmpty()) return {};
  return QLatin1Char(' ') +
         tr("%1 diverged: its learning rate is too high for it.").arg(names.join(QStringLiteral(", ")));
}

// With whom the best is compared: the first, unless that is the best or has diverged; then the next best.
std::optional<std::size_t> rivalOf(const DuelFrame& frame) {
  const DuelVerdict& verdict = frame.verdict;
  const auto stands = [&](std::size_t index) {
    return index != verdict.best() && std::isfinite(verdict.scores[index]) &&
           frame.runs[index]->state.stop != Stop::diverged;
  };
  if (stands(0)) return 0;
  for (const std::size_t index : verdict.order)
    if (stands(index)) return index;
  return std::nullopt;
}

QString comparison(const DuelPlan& plan, const DuelFrame& frame, const QString& fact) {
  const auto rival = rivalOf(frame);
  if (!rival) return fact + QLatin1Char('.');
  const double less = 1 - frame.verdict.scores[frame.verdict.best()] / frame.verdict.scores[*rival];
  return less < noticeable
             ? tr("%1, and %2 as good as that.").arg(fact, contenderTitle(plan, *rival))
             : tr("%1, %2 less than %3.").arg(fact, percent(less), contenderTitle(plan, *rival));
}

QString closenessWords(const DuelPlan& plan, const DuelFrame& frame) {
  const DuelVerdict& verdict = frame.verdict;
  const double best = verdict.scores[verdict.best()];
  const QString name = contenderTitle(plan, verdict.best()), off = numberText(best, 3);
  if (verdict.noneSaves())
    return tr("None saves the line: even %1, the nearest, is further from %2 (%3 off) than a level line "
              "(%4); "
              "one through those alone is %5 off.")
        .arg(name, goal(frame), numberText(best, 2), numberText(verdict.level, 2),
             numberText(verdict.attainable, 2));
  if (verdict.yardstick == Yardstick::typical)
    return comparison(plan, frame,
                      tr("%1 is closest to the typical one of the %2: %3 off at the median")
                          .arg(name, judgedRows(verdict), off));
  return comparison(plan, frame, tr("%1 is closest to %2: %3 off on average").arg(name, goal(frame), off));
}

// Who arrived when, and who has not.
QString arrivalWords(const DuelPlan& plan, const DuelFrame& frame) {
  QStringList there, away;
  for (const std::size_t index : frame.verdict.order) {
    const double epoch = frame.verdict.scores[index];
    if (std::isfinite(epoch))
      there << tr("%1 after %2").arg(contenderTitle(plan, index), grouped(std::llround(epoch)));
    else if (frame.runs[index]->state.stop != Stop::diverged)
      away << contenderTitle(plan, index);
  }
  const QString words = tr("Within a hundredth of the way to the least loss reached, in epochs: %1.")
                            .arg(there.join(QStringLiteral(", ")));
  return away.isEmpty() ? words
                        : words + QLatin1Char(' ') + tr("Not yet: %1.").arg(away.join(QStringLiteral(", ")));
}

QString shareWords(const DuelPlan& plan, const DuelFrame& frame) {
  QStringList parts;
  for (std::size_t i = 0; i < frame.runs.size(); ++i)
    parts << tr("%1 %2").arg(contenderTitle(plan, i), percent(frame.verdict.details[i]));
  return tr("Rows at or below each line: %1.").arg(parts.join(QStringLiteral("; ")));
}

// All that are as good as the best, and the worst.
QString accuracyWords(const DuelPlan& plan, const DuelFrame& frame) {
  const DuelVerdict& verdict = frame.verdict;
  QStringList best;
  for (std::size_t i = 0; i < frame.runs.size(); ++i)
    if (verdict.scores[i] == verdict.scores[verdict.best()]) best << contenderTitle(plan, i);
  const QString are = best.size() > 1 ? tr("%1 are right on %2 of the %3, %4 on %5.")
                                      : tr("%1 is right on %2 of the %3, %4 on %5.");
  return are.arg(best.join(QStringLiteral(", ")), percent(verdict.scores[verdict.best()]),
                 judgedRows(verdict), contenderTitle(plan, verdict.worst()),
                 percent(verdict.scores[verdict.worst()]));
}

// All that are as good as the best but for what nobody would notice, and the first that is not.
QString overlapWords(const DuelPlan& plan, const DuelFrame& frame) {
  const DuelVerdict& verdict = frame.verdict;
  const QString with = verdict.yardstick == Yardstick::trueBoxes
                           ? tr("with where the objects really are")
                           : tr("with the targets of the %1").arg(judgedRows(verdict));
  QStringList best;
  QString other;
  for (std::size_t i = 0; i < frame.runs.size(); ++i) {
    const double score = verdict.scores[i];
    if (verdict.scores[verdict.best()] - score < noticeable)
      best << contenderTitle(plan, i);
    else if (other.isEmpty() && std::isfinite(score) && frame.runs[i]->state.stop != Stop::diverged)
      other = tr(", %1 %2").arg(contenderTitle(plan, i), numberText(score, 3));
  }
  const QString sentence = best.size() > 1 ? tr("%1 overlap most %2: a mean IoU of %3%4.")
                                           : tr("%1 overlaps most %2: a mean IoU of %3%4.");
  return sentence.arg(best.join(QStringLiteral(", ")), with, numberText(verdict.scores[verdict.best()], 3),
                      other);
}

QString rareWords(const DuelPlan& plan, const DuelFrame& frame) {
  const DuelVerdict& verdict = frame.verdict;
  const auto found = [&](std::size_t index) { return grouped(std::llround(verdict.details[index])); };
  return tr("%1 finds %2 of the %3 rare rows (F1 %4), %5 finds %6 (F1 %7).")
      .arg(contenderTitle(plan, verdict.best()), found(verdict.best()), grouped(std::llround(verdict.of)),
           numberText(verdict.scores[verdict.best()], 2), contenderTitle(plan, verdict.worst()),
           found(verdict.worst()), numberText(verdict.scores[verdict.worst()], 2));
}

QString startWords(const DuelFrame& frame) {
  for (const auto& run : frame.runs)
    if (run->state.weights != frame.runs.front()->state.weights)
      return tr("All stand at their start, before the same rows. Space runs them, epoch by epoch.");
  return tr("All begin at the same weights, on the same rows. Space runs them, epoch by epoch.");
}

QString winner(const DuelPlan& plan, const DuelFrame& frame) {
  switch (frame.verdict.yardstick) {
    case Yardstick::arrival:
      return arrivalWords(plan, frame);
    case Yardstick::shareBelow:
      return shareWords(plan, frame);
    case Yardstick::accuracy:
      return accuracyWords(plan, frame);
    case Yardstick::rareClass:
      return rareWords(plan, frame);
    case Yardstick::trueBoxes:
    case Yardstick::overlap:
      return overlapWords(plan, frame);
    default:
      return closenessWords(plan, frame);
  }
}

}  // namespace

QString verdictWords(const DuelPlan& plan, const DuelFrame& frame) {
  if (!frame.fault.empty()) return QString::fromStdString(frame.fault);
  if (frame.runs.size() != plan.contenders.size()) return {};
  if (frame.runs.size() == 1) return tr("One run alone: “+ compare” puts another beside it.");
  if (frame.epoch == 0) return startWords(frame);
  if (differingKeys(plan).empty())
    return tr("These runs are equal in every setting, and stay equal to the last bit.");
  const Yardstick yardstick = frame.verdict.yardstick;
  const bool level =
      allEqual(frame.verdict) && yardstick != Yardstick::shareBelow && yardstick != Yardstick::arrival;
  if (level && frame.verdict.yardstick == Yardstick::accuracy)
    return tr("All are right on %1 of the %2.")
        .arg(percent(frame.verdict.scores.front()), judgedRows(frame.verdict));
  const QString verdict = level
                              ? tr("No difference yet by what counts: %1.").arg(yardstickHint(frame.verdict))
                              : winner(plan, frame);
  return verdict + divergedWords(plan, frame);
}

QString yardstickHint(const DuelVerdict& verdict) {
  switch (verdict.yardstick) {
    case Yardstick::arrival:
      return tr(
          "the epoch from which on a run has been within a hundredth of the way from the start to the "
          "least training loss that any of them reached");
    case Yardstick::soundRows:
      return tr(
          "the mean absolute error on the training rows that are known to be sound, as they were before "
          "anybody changed them");
    case Yardstick::truth:
      return tr("the root mean square distance from what the rows were drawn around");
    case Yardstick::untouched:
      return tr("the mean absolute error on the training rows that were left as they were");
    case Yardstick::shareBelow:
      return tr("the share of the training rows at or below the fit, which a quantile loss makes τ");
    case Yardstick::typical:
      return tr("the median absolute error on the %1").arg(judgedRows(verdict));
    case Yardstick::accuracy:
      return tr("the share of the %1 whose class is predicted").arg(judgedRows(verdict));
    case Yardstick::rareClass:
      return tr("F1 of the rare class on the %1").arg(judgedRows(verdict));
    case Yardstick::trueBoxes:
      return tr("the mean IoU of the training rows’ predictions with where their objects really are");
    case Yardstick::overlap:
      return tr("the mean IoU with the targets of the %1").arg(judgedRows(verdict));
  }
  return {};
}

}  // namespace lossarium::ui
