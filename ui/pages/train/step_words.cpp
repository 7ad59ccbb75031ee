#include "ui/pages/train/step_words.h"

#include "core/base/rounding.h"
#include "core/datasets/output_names.h"
#include "core/models/weight_words.h"
#include "core/objectives/classification.h"
#include "ui/widgets/calculation.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/words.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <span>

namespace lossarium::ui {
namespace {

constexpr int digits = 6;
constexpr std::size_t mostAddends = 4;

QString tr(const char* text, qsizetype count = -1) {
  return QCoreApplication::translate("StepCard", text, nullptr, static_cast<int>(count));
}

QString number(double value) { return significant(value, digits); }

QString times(const QString& a, const QString& b) { return a + QStringLiteral("·") + b; }

// What a model gives: of classes a logit, which the formulas of their losses call z, too.
QString output(const StepExplanation& step) {
  return isClassification(step.problem->dataset->task) ? QStringLiteral("z") : QStringLiteral("ŷ");
}

QString weightSymbol(const StepExplanation& step) {
  return QString::fromStdString(weightWords(*step.problem->model, step.weight).symbol);
}

// Formulas for any weight, w, speak of this one.
QString ofWeight(const StepExplanation& step, QString formula) {
  static const QRegularExpression anyWeight(QStringLiteral("\\bw\\b"));
  return formula.replace(anyWeight, weightSymbol(step));
}

// At the commas that no bracket holds.
QStringList partsOf(const QString& formula) {
  QStringList parts(QString{});
  int depth = 0;
  for (const QChar each : formula) {
    depth += (each == QLatin1Char('(')) - (each == QLatin1Char(')'));
    if (depth == 0 && each == QLatin1Char(' ') && parts.back().endsWith(QLatin1Char(',')))
      parts << QString();
    else
      parts.back() += each;
  }
  return parts;
}

QString inOneLine(QString text) { return text.replace(QLatin1Char(' '), QChar::Nbsp); }

// A line breaks between the parts of a formula; within one only if it is too long for a line.
QString inWholeParts(const QString& formula) {
  constexpr qsizetype longest = 44;
  const QString joined = QStringLiteral("/") + QChar(0x2060);  // the word joiner
  QStringList parts = partsOf(formula);
  for (QString& part : parts)
    if (part.size() <= longest) part.replace(QLatin1Char(' '), QChar::Nbsp).replace(QLatin1Char('/'), joined);
  return parts.join(QLatin1Char(' '));
}

QString symbol(const Term& term, int termDigits) {
  return inOneLine(words(term.symbol) + QStringLiteral(" = ") + significant(term.value, termDigits));
}

bool actsThroughSeveral(const ExplainedRow& row) {
  return (row.slope.cwiseProduct(row.derivative).array() != 0).count() > 1;
}

QString className(const Problem& problem, Index index) {
  return QString::fromStdString(problem.dataset->classNames[static_cast<std::size_t>(index)]);
}

QString outputName(const Problem& problem, Index index) {
  return QString::fromStdString(outputNames(*problem.dataset)[static_cast<std::size_t>(index)]);
}

QString boxText(const Vector& box) {
  QStringList corners;
  for (const double each : box) corners << number(each);
  return QLatin1Char('(') + corners.join(QStringLiteral(", ")) + QLatin1Char(')');
}

QString targetText(const Problem& problem, const ExplainedRow& row) {
  if (problem.dataset->task == Task::boxes) return boxText(row.target);
  if (problem.dataset->task != Task::classes) return number(row.target[0]);
  return className(problem, static_cast<Index>(row.target[0]));
}

double sumOfProducts(std::span<const double> factors) {
  double sum = 0;
  for (std::size_t i = 0; i + 1 < factors.size(); i += 2) sum += factors[i] * factors[i + 1];
  return sum;
}

void addPair(std::vector<double>& factors, double a, double b) {
  factors.push_back(a);
  factors.push_back(b);
}

/// a·b + c·d + …
Calculation products(const std::vector<double>& factors, double result) {
  return calculation(factors, result, sumOfProducts);
}

// Weight times input, largest first; of many the rest is one number, "rest·1".
Calculation addendsOf(const StepExplanation& step, QString& text) {
  std::vector<double> factors;
  double rest = 0;
  const bool all = step.addends.size() <= mostAddends;
  for (std::size_t i = 0; i < step.addends.size(); ++i) {
    const Addend& each = step.addends[i];
    if (all || i + 1 < mostAddends)
      addPair(factors, each.value, each.factor);
    else
      rest += each.value * each.factor;
  }
  if (!all) addPair(factors, rest, 1);
  Calculation found = products(factors, step.example().prediction[step.output]);
  std::vector<QString> terms;
  for (std::size_t i = 0; i < factors.size(); i += 2)
    terms.push_back(factors[i + 1] == 1 ? found.operands[i]
                                        : times(found.operands[i], found.operands[i + 1]));
  if (!all) terms.back() += tr(" (%1 more)").arg(step.addends.size() - mostAddends + 1);
  text = written(terms);
  return found;
}

StepLine predictLine(const StepExplanation& step) {
  const Problem& problem = *step.problem;
  const bool scores = isClassification(problem.dataset->task), linear = !step.addends.empty();
  QString formula = linear ? QStringLiteral("ŷ = Σ w·x + b") : QStringLiteral("ŷ = f(x)");
  if (scores) formula = tr("logit z");
  if (problem.dataset->task == Task::boxes)
    formula = tr("ŷ: %1 of the box").arg(outputName(problem, step.output));
  else if (step.meanPrediction.size() > 1)
    formula = tr("logit z for %1").arg(outputName(problem, step.output));
  QString hint = tr("What the model says of the inputs, with the weights before the step.");
  if (linear)
    hint +=
        tr(" Each weight times what it is multiplied with in this row (an input as the model sees it, a "
           "power of one, or 1 for the bias), the largest first.");
  if (scores) hint += tr(" It is a logit, a score from −∞ to ∞; the next line has it as a probability.");
  if (problem.loss->spec().logarithmOfRate) hint += tr(" It is the logarithm of a rate.");
  StepLine line{tr("1  Predict"), formula, number(step.example().prediction[step.output]),
                number(step.meanPrediction[step.output]), hint};
  if (linear) line.ofRow = addendsOf(step, line.numbers).result;
  return line;
}

// Of the logits; as far as the loss makes the scores logits.
void addProbability(std::vector<StepLine>& lines, const StepExplanation& step) {
  if (!isClassification(step.problem->dataset->task)) return;
  const Vector& logits = step.example().prediction;
  const Matrix shares = classShares(logits.transpose());
  const bool binary = logits.size() == 1;
  const QString formula =
      binary ? tr("p of %1 = σ(z)").arg(className(*step.problem, 1)) : tr("p = softmax(z)");
  StepLine line{{},
                formula,
                number(shares(0, binary ? 1 : step.output)),
                {},
                tr("The same as a probability; a share between 0 and 1")};
  if (!binary) {
    QStringList each;
    for (Index k = 0; k < std::min<Index>(logits.size(), mostAddends); ++k)
      each << tr("%1: z %2, p %3").arg(className(*step.problem, k), number(logits[k]), number(shares(0, k)));
    line.numbers = each.join(QStringLiteral("; "));
  }
  lines.push_back(line);
}

// In that of log loss w is none of the model's weights.
QString positiveWeight(const StepExplanation& step) {
  const Choice& loss = step.problem->experiment.loss;
  return loss.has("pos_weight") ? tr(", w = %1, the positive weight").arg(number(loss.real("pos_weight")))
                                : QString();
}

// r stands in the formulas of all losses that measure a distance.
QString lossNumbers(const StepExplanation& step) {
  const ExplainedRow& row = step.example();
  const LossSpec& loss = step.problem->loss->spec();
  if (loss.task != Task::regression || loss.logarithmOfRate ||
      loss.formula.find('r') == std::string_view::npos)
    return (loss.task == Task::boxes ? tr("ŷ = %1, ").arg(boxText(row.prediction)) : QString()) +
           tr("y = %1").arg(targetText(*step.problem, row)) + positiveWeight(step);
  const Calculation found = calculation({row.prediction[0], row.target[0]}, row.prediction[0] - row.target[0],
                                        [](std::span<const double> each) { return each[0] - each[1]; });
  return tr("r = ŷ − y = %1 − %2 = %3").arg(found.operands[0], found.operands[1], found.result);
}

StepLine lossLine(const StepExplanation& step) {
  const LossSpec& loss = step.problem->loss->spec();
  QString hint = tr("What the predictions cost: %1, %2. The loss of the batch is the mean of its rows'.")
                     .arg(words(loss.title), words(loss.formula));
  if (loss.rootOfMean)
    hint = tr("What the predictions cost: %1, the root of the mean of the rows' squares.")
               .arg(words(loss.title));
  return {tr("2  Loss"),
          QStringLiteral("L = ") + words(loss.formula),
          number(step.example().loss),
          number(step.loss),
          hint,
          lossNumbers(step)};
}

StepLine slopeLine(const StepExplanation& step) {
  return {tr("3  Slope"), QStringLiteral("∂L/∂") + output(step), number(step.example().slope[step.output]),
          number(step.meanSlope[step.output]),
          tr("How much the loss of a row grows if its prediction grows by 1: positive, the prediction is too "
             "high; negative, too low.")};
}

StepLine derivativeLine(const StepExplanation& step) {
  const QString hint = step.problem->model->linearInWeights()
                           ? tr("How much the prediction grows if the weight grows by 1. In this model that "
                                "is what the weight is multiplied with: the input, or 1 for a bias.")
                           : tr("How much the prediction grows if the weight grows by 1: back-propagated "
                                "through the network.");
  return {tr("4  Gradient"),
          QStringLiteral("∂%1/∂%2").arg(output(step), weightSymbol(step)),
          number(step.example().derivative[step.output]),
          {},
          hint};
}

// Slope times derivative; of several outputs each with its class, the rest as one number.
QString productNumbers(const StepExplanation& step, QString& result) {
  const ExplainedRow& row = step.example();
  std::vector<double> factors;
  const Index shown = std::min<Index>(row.slope.size(), mostAddends);
  for (Index k = 0; k < shown; ++k) addPair(factors, row.slope[k], row.derivative[k]);
  const Index rest = row.slope.size() - shown;
  if (rest > 0) addPair(factors, row.slope.tail(rest).dot(row.derivative.tail(rest)), 1);
  const Calculation found = products(factors, row.pull);
  result = found.result;
  std::vector<QString> terms;
  for (std::size_t i = 0; i < factors.size(); i += 2) {
    const auto k = static_cast<Index>(i / 2);
    if (k == shown)
      terms.push_back(found.operands[i] + tr(" (other classes)"));
    else
      terms.push_back(times(found.operands[i], found.operands[i + 1]) +
                      (row.slope.size() > 1 ? tr(" (%1)").arg(outputName(*step.problem, k)) : QString()));
  }
  return written(terms);
}

StepLine productLine(const StepExplanation& step) {
  const bool several = actsThroughSeveral(step.example());
  const QString hint =
      several
          ? tr("Slope times derivative, summed over the outputs: how much the loss grows with the weight. "
               "The batch's is the mean over its rows.")
          : tr("Slope times derivative: how much the loss grows with the weight. The batch's is the mean "
               "over its rows.");
  const QString product = QStringLiteral("∂L/∂%1 · ∂%1/∂%2").arg(output(step), weightSymbol(step));
  StepLine line{{}, several ? QStringLiteral("Σ ") + product : product, {}, number(step.parts.mean), hint};
  line.numbers = productNumbers(step, line.ofRow);
  return line;
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
    lines.push_back({{},
                     ofWeight(step, QStringLiteral("+ l1·sign(w)")),
                     {},
                     number(parts.l1),
                     tr("Of the penalty on |w|")});
  if (parts.l2 != 0)
    lines.push_back(
        {{}, ofWeight(step, QStringLiteral("+ l2·w")), {}, number(parts.l2), tr("Of the penalty on w²")});
  if (parts.gradient != parts.mean)
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

QStringList termTexts(const StepExplanation& step) {
  QStringList texts;
  for (const Term& term : step.terms)
    if (&term != &step.terms.back()) texts << symbol(term, step.digits);
  return texts;
}

QString resultText(const StepExplanation& step) {
  const double change = roundedTo(StepExplanation::changeDigits, step.change());
  const Calculation found = calculation({step.before, change}, step.after,
                                        [](std::span<const double> each) { return each[0] + each[1]; });
  const QString weight = weightSymbol(step);
  const QString sum = written({found.operands[0], found.operands[1]});
  return inOneLine(tr("Δ%1 = %2").arg(weight, found.operands[1])) + QStringLiteral("    ") +
         inOneLine(tr("%1: %2 = %3").arg(weight, sum, found.result));
}

QString stepWords(const StepExplanation& step) {
  return tr("The step from %1 to %2.").arg(grouped(step.step - 1), grouped(step.step));
}

QString rowWords(const StepExplanation& step, bool wishesRow) {
  const QString row = grouped(step.example().row + 1);
  if (step.chosen) return tr(" Row %1 is the point that was clicked.").arg(row);
  if (wishesRow) return tr(" The row that was clicked is not in this batch: row %1 pulls hardest.").arg(row);
  return tr(" Row %1 pulls hardest. Click a point for another.").arg(row);
}

QString rowHint(const StepExplanation& step) {
  QString hint = tr("The rows of the batch that pull hardest at this weight:");
  for (const ExplainedRow& row : step.strongest)
    hint += tr("\nrow %1 with %2").arg(grouped(row.row + 1), number(row.pull));
  return hint;
}

}  // namespace

StepCard stepCard(const StepExplanation& step, bool wishesRow) {
  StepCard card;
  card.rowTitle = tr("row %1").arg(grouped(step.example().row + 1));
  card.weight = weightSymbol(step);
  card.stepWords = stepWords(step);
  card.rowWords = rowWords(step, wishesRow);
  card.rowHint = rowHint(step);
  card.batchTitle = step.rows == 1 ? tr("1 row") : tr("mean of %1").arg(grouped(step.rows));
  card.lines = {predictLine(step)};
  addProbability(card.lines, step);
  for (const StepLine& line : {lossLine(step), slopeLine(step), derivativeLine(step), productLine(step)})
    card.lines.push_back(line);
  addRest(card.lines, step);
  const OptimizerSpec& optimizer = step.problem->optimizer->spec();
  card.update = inWholeParts(ofWeight(step, words(optimizer.formula)));
  card.updateHint = tr("%1: %2").arg(words(optimizer.title), words(optimizer.caption));
  card.terms = termTexts(step);
  card.result = resultText(step);
  return card;
}

QString StepCard::asText() const {
  const QChar tab = QLatin1Char('\t'), end = QLatin1Char('\n');
  QString text = tab + QString(tab) + rowTitle + tab + batchTitle + end;
  for (const StepLine& line : lines)
    text +=
        line.title + tab + line.formula + tab + line.ofRow + tab + line.ofBatch + tab + line.numbers + end;
  text += tr("5  Update") + tab + update + end;
  for (const QString& term : terms) text += tab + term + end;
  return text + tab + result + end;
}

}  // namespace lossarium::ui
