#include "ui/pages/train/step_words.h"

#include "ui/widgets/number_text.h"

#include <QCoreApplication>

namespace lossarium::ui {
namespace {

constexpr int digits = 4;

QString tr(const char* text, qsizetype count = -1) {
  return QCoreApplication::translate("StepCard", text, nullptr, static_cast<int>(count));
}

QString words(std::string_view text) {
  return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QString number(double value) { return numberText(value, digits); }

QString symbol(const Term& term) { return words(term.symbol) + QChar::Nbsp + number(term.value); }

/// The output through which the weight acts most in the strongest row.
Index mainOutput(const StepExplanation& step) {
  Index output = 0;
  const ExplainedRow& row = step.strongest.front();
  row.slope.cwiseProduct(row.derivative).cwiseAbs().maxCoeff(&output);
  return output;
}

bool actsThroughSeveral(const StepExplanation& step) {
  const ExplainedRow& row = step.strongest.front();
  return (row.slope.cwiseProduct(row.derivative).array() != 0).count() > 1;
}

QString className(const Problem& problem, Index index) {
  return QString::fromStdString(problem.dataset->classNames[static_cast<std::size_t>(index)]);
}

QString targetText(const Problem& problem, const ExplainedRow& row) {
  if (problem.dataset->task != Task::classes) return number(row.target[0]);
  return className(problem, static_cast<Index>(row.target[0]));
}

StepLine predictLine(const StepExplanation& step, Index output) {
  const Problem& problem = *step.problem;
  const bool several = step.meanPrediction.size() > 1;
  QString formula = QStringLiteral("ŷ = f(x, w)");
  if (several) formula = tr("ŷ for %1").arg(className(problem, output));
  QString hint = tr("What the model says of the inputs, with the weights before the step.");
  if (problem.loss->spec().task != Task::regression) hint += tr(" It is a score (logit).");
  if (problem.loss->spec().logarithmOfRate) hint += tr(" It is the logarithm of a rate.");
  return {tr("1  Predict"), formula, number(step.strongest.front().prediction[output]),
          number(step.meanPrediction[output]), hint};
}

StepLine lossLine(const StepExplanation& step) {
  const ExplainedRow& row = step.strongest.front();
  QString hint = tr("What the predictions cost: %1. The loss of the batch is the mean of its rows'.")
                     .arg(words(step.problem->loss->spec().title));
  if (step.problem->loss->spec().rootOfMean)
    hint = tr("What the predictions cost: %1, the root of the mean of the rows' squares.")
               .arg(words(step.problem->loss->spec().title));
  return {tr("2  Loss"), tr("L(ŷ, y = %1)").arg(targetText(*step.problem, row)), number(row.loss),
          number(step.loss), hint};
}

StepLine slopeLine(const StepExplanation& step, Index output) {
  return {tr("3  Slope"), QStringLiteral("∂L/∂ŷ"), number(step.strongest.front().slope[output]),
          number(step.meanSlope[output]),
          tr("How much the loss of a row grows if its prediction grows by 1: positive, the prediction is too "
             "high; negative, too low.")};
}

StepLine derivativeLine(const StepExplanation& step, Index output) {
  const QString hint = step.problem->model->linearInWeights()
                           ? tr("How much the prediction grows if the weight grows by 1. In this model that "
                                "is what the weight is multiplied with: the input, or 1 for a bias.")
                           : tr("How much the prediction grows if the weight grows by 1: back-propagated "
                                "through the network.");
  return {tr("4  Gradient"),
          QStringLiteral("∂ŷ/∂w"),
          number(step.strongest.front().derivative[output]),
          {},
          hint};
}

StepLine productLine(const StepExplanation& step) {
  const bool several = actsThroughSeveral(step);
  const QString hint =
      several
          ? tr("Slope times derivative, summed over the outputs: how much the loss grows with the weight. "
               "The batch's is the mean over its rows.")
          : tr("Slope times derivative: how much the loss grows with the weight. The batch's is the mean "
               "over its rows.");
  const QString product = QStringLiteral("∂L/∂ŷ · ∂ŷ/∂w");
  return {{},
          several ? QStringLiteral("Σ ") + product : product,
          number(step.strongest.front().pull),
          number(step.parts.mean),
          hint};
}

// What else makes the gradient; mostly there is nothing.
void addRest(std::vector<StepLine>& lines, const StepExplanation& step) {
  const GradientParts& parts = step.parts;
  if (step.problem->loss->spec().rootOfMean)
    lines.push_back({{},
                     QStringLiteral("× 1/(2·L)"),
                     {},
                     number(parts.rootSlope),
                     tr("The loss is a root of a mean: its slope by that mean")});
  if (parts.l1 != 0)
    lines.push_back({{}, QStringLiteral("+ l1·sign(w)"), {}, number(parts.l1), tr("Of the penalty on |w|")});
  if (parts.l2 != 0)
    lines.push_back({{}, QStringLiteral("+ l2·w"), {}, number(parts.l2), tr("Of the penalty on w²")});
  if (lines.size() > 5)
    lines.push_back({{},
                     QStringLiteral("= g"),
                     {},
                     number(parts.gradient),
                     tr("The gradient of this weight, all in all")});
  if (parts.afterClipping != parts.gradient)
    lines.push_back(
        {{},
         tr("g, clipped"),
         {},
         number(parts.afterClipping),
         tr("The gradient of all weights was longer than the clip norm: it is shortened, and this "
            "weight's share with it")});
}

// "g" stands above already.
QStringList termTexts(const StepExplanation& step) {
  QStringList texts;
  for (const Term& term : step.terms)
    if (term.symbol != "g" && term.symbol != "clipped g") texts << symbol(term);
  return texts;
}

QString rowHint(const StepExplanation& step) {
  QString hint = tr("The row of the batch that pulls hardest at this weight:");
  for (const ExplainedRow& row : step.strongest)
    hint += tr("\nrow %1 with %2").arg(row.row + 1).arg(number(row.pull));
  return hint;
}

}  // namespace

StepCard stepCard(const StepExplanation& step) {
  const Index output = mainOutput(step);
  StepCard card;
  card.rowTitle = tr("row %1").arg(step.strongest.front().row + 1);
  card.rowHint = rowHint(step);
  card.batchTitle = step.rows == 1 ? tr("1 row") : tr("mean of %1").arg(step.rows);
  card.lines = {predictLine(step, output), lossLine(step), slopeLine(step, output),
                derivativeLine(step, output), productLine(step)};
  addRest(card.lines, step);
  const OptimizerSpec& optimizer = step.problem->optimizer->spec();
  card.update = words(optimizer.formula);
  card.updateHint = tr("%1: %2").arg(words(optimizer.title), words(optimizer.caption));
  card.terms = termTexts(step);
  card.result = tr("w %1 → %2").arg(numberText(step.before, 6), numberText(step.after, 6));
  return card;
}

QString StepCard::asText() const {
  const QChar tab = QLatin1Char('\t'), end = QLatin1Char('\n');
  QString text = tab + QString(tab) + rowTitle + tab + batchTitle + end;
  for (const StepLine& line : lines)
    text += line.title + tab + line.formula + tab + line.ofRow + tab + line.ofBatch + end;
  text += tr("5  Update") + tab + update + end;
  for (const QString& term : terms) text += tab + term + end;
  return text + tab + result + end;
}

}  // namespace lossarium::ui
