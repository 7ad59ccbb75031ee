#include "ui/pages/boxes/simulation_words.h"

#include "core/losses/loss.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/words.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <cmath>

namespace lossarium::ui {
namespace {

QString tr(const char* text) { return QCoreApplication::translate("Simulation", text); }

// "0.5", "3": numbers that somebody chose.
QString plainNumber(double number) { return QString::number(number, 'g', 4); }

QString percent(double share) {
  if (share > 0 && share < 0.0005) return tr("less than 0.1 %");
  if (share < 1 && share > 0.9995) return tr("more than 99.9 %");
  return tr("%1 %").arg(numberText(100 * share, share < 0.1 ? 2 : 3));
}

QString listed(const QStringList& parts) {
  if (parts.size() < 2) return parts.join(QString());
  return tr("%1 and %2").arg(parts.mid(0, parts.size() - 1).join(tr(", ")), parts.back());
}

std::vector<SimulatedFacts> factsOf(const SimulationResults& results) {
  std::vector<SimulatedFacts> all;
  for (const auto& [place, simulated] : results.losses)
    all.push_back({simulated->loss.id, simulated->result.totalError, simulated->facts});
  return all;
}

class Findings {
 public:
  explicit Findings(const SimulationResults& results) : results_(results), facts_(factsOf(results)) {}

  std::vector<SimulationFinding> all() const {
    std::vector<SimulationFinding> list;
    const auto add = [&list](const QString& heading, const QString& text) {
      if (!text.isEmpty()) list.push_back({heading, text});
    };
    if (facts_.empty()) return list;
    const auto orders = paperOrders(facts_);
    const bool differs = std::any_of(orders.begin(), orders.end(),
                                     [](const PaperOrder& each) { return each.end == AtTheEnd::above; });
    add(tr("Order"), order());
    add(tr("The paper"), asInThePaper(orders));
    if (results_.slopes == BoxSlopes::published)
      add(tr("Slopes"),
          tr("These are descents by the slopes of the authors’ published code. They are not those "
             "of the losses: ") +
              whatDiffers());
    else if (differs)
      add(tr("Why"), tr("The authors’ published code descends by other slopes than those of the losses: ") +
                         whatDiffers());
    add(tr("Left behind"), leftBehind());
    add(tr("Small steps"), cameToRest());
    return list;
  }

 private:
  QString name(std::size_t i) const { return boxLossName(results_.losses[i].simulated->loss); }
  QString end(std::size_t i) const { return totalErrorText(facts_[i].facts.end); }

  QString order() const {
    const QString start = totalErrorText(facts_.front().facts.start);
    if (facts_.size() == 1)
      return tr("%1 brings a total error of %2 down to %3.").arg(name(0), start, end(0));
    const auto order = orderAtTheEnd(facts_);
    return tr("%1 ends nearest, with a total error of %2 after 200 iterations, and %3 farthest, with %4; all "
              "began with %5.")
        .arg(name(order.front()), end(order.front()), name(order.back()), end(order.back()), start);
  }

  QString asInThePaper(const std::vector<PaperOrder>& orders) const {
    QStringList held, others;
    for (const PaperOrder& each : orders) {
      const QString lower = name(each.lower), higher = name(each.higher);
      if (each.end == AtTheEnd::below)
        held << tr("%1 ends below %2").arg(lower, higher) + unlessAlways(each);
      else if (each.end == AtTheEnd::level)
        others << tr("%1 ends level with %2: %3 against %4.")
                      .arg(lower, higher, end(each.lower), end(each.higher));
      else
        others << turnedOver(each);
    }
    if (!held.isEmpty()) others.prepend(tr("As in the paper, %1.").arg(listed(held)));
    return others.join(QLatin1Char(' '));
  }

  static QString unlessAlways(const PaperOrder& order) {
    if (order.held == regressionIterations) return {};
    return tr(" (though only in %1 of the 200 iterations)").arg(grouped(order.held));
  }

  QString turnedOver(const PaperOrder& order) const {
    QString text = tr("Unlike in the paper, %1 does not end below %2: %3 against %4, and it is the lower "
                      "of the two in %5 of the 200 iterations.")
                       .arg(name(order.lower), name(order.higher), end(order.lower), end(order.higher),
                            grouped(order.held));
    if (order.holdsWithin)
      text +=
          tr(" From points within %1 of the targets’ centre it does; points farther out reverse the order.")
              .arg(plainNumber(*order.holdsWithin));
    return text;
  }

  static QString whatDiffers() {
    return tr(
        "its GIoU does not set the overlap of boxes apart to 0, in its DIoU and CIoU the diagonal has the "
        "wrong sign in the centre’s slope, and a ½ is missing by width and height, in CIoU also "
        "1/⁠(w² + h²).");
  }

  QString leftBehind() const {
    QStringList parts;
    for (std::size_t i = 0; i < facts_.size(); ++i)
      if (facts_[i].facts.still > 0) parts << tr("%1 %2").arg(name(i), percent(facts_[i].facts.still));
    if (parts.isEmpty()) return {};
    return tr("Boxes that never moved, as without an overlap there is no slope: %1.")
        .arg(parts.join(tr(", ")));
  }

  // A smaller rate that brings the error down faster: until then steps were longer than the way.
  QString cameToRest() const {
    QStringList names;
    for (const std::size_t i : orderAtTheEnd(facts_))
      if (facts_[i].facts.restsBySmallerRate) names << name(i);
    if (names.isEmpty()) return {};
    const bool all = names.size() > 1 && static_cast<std::size_t>(names.size()) == facts_.size();
    return tr("With a tenth of the rate, from iteration 161 on, the error of %1 falls faster: leaping boxes "
              "come "
              "to rest.")
        .arg(all ? tr("every loss") : listed(names));
  }

  const SimulationResults& results_;
  std::vector<SimulatedFacts> facts_;
};

QString namesAt(const SimulationSession& session, const std::vector<std::size_t>& places) {
  QStringList names;
  for (const std::size_t place : places) names << boxLossName(session.plan().losses[place].loss);
  return listed(names);
}

std::size_t chosenCount(const SimulationPlan& plan) {
  std::size_t count = 0;
  for (std::size_t place = 0; place < plan.losses.size(); ++place) count += plan.runs(place) ? 1 : 0;
  return count;
}

QString doneText(const SimulationSession& session) {
  double seconds = 0;
  for (const auto& each : session.results()->losses) seconds += each.simulated->seconds;
  const auto& results = *session.results();
  return results.losses.size() == 1
             ? tr("1 loss from %1, in %2 s.").arg(pointsText(results), numberText(seconds, 2))
             : tr("%1 losses from %2, in %3 s.")
                   .arg(results.losses.size())
                   .arg(pointsText(results), numberText(seconds, 2));
}

/// What is shown while it is not what the settings say.
QString stillShown(const SimulationSession& session) {
  const auto results = session.results();
  if (!results || results->losses.empty()) return tr("Nothing has run yet.");
  return tr("Shown: %1.").arg(pointsText(*results));
}

}  // namespace

QString boxLossName(const Choice& loss) {
  for (const LossEntry& entry : lossCatalog()) {
    if (entry.spec->id != loss.id) continue;
    const QString title = words(entry.spec->title);
    return loss.has("power") ? tr("%1 %2").arg(title, plainNumber(loss.real("power"))) : title;
  }
  return QString::fromStdString(loss.id);
}

QString totalErrorText(double error) {
  return error >= 100 && error < 1e9 ? grouped(std::llround(error)) : numberText(error, 4);
}

QString pointsText(const SimulationResults& results) {
  const QString points = results.points == 1 ? tr("1 anchor point of seed %1, 343 cases").arg(results.seed)
                                             : tr("%1 anchor points of seed %2, %3 cases")
                                                   .arg(grouped(results.points))
                                                   .arg(results.seed)
                                                   .arg(grouped(results.points * RegressionCases::count));
  return results.slopes == BoxSlopes::published ? tr("%1, published slopes").arg(points) : points;
}

QString stateText(const SimulationSession& session) {
  if (session.isRunning())
    return tr("%1 runs from %2 anchor points. %3")
        .arg(boxLossName(session.plan().losses[session.placeRunning()].loss),
             grouped(session.pointsRunning()), stillShown(session));
  if (!session.fault().isEmpty()) return tr("It could not run: %1").arg(session.fault());
  if (chosenCount(session.plan()) == 0) return tr("No loss is chosen that can run: tick at least one.");
  const auto missing = session.missing();
  if (missing.empty() && session.results()) return doneText(session);
  const QString missed = missing.size() == chosenCount(session.plan())
                             ? QString()
                             : tr(" Not run: %1.").arg(namesAt(session, missing));
  if (session.wasCancelled()) return tr("Cancelled. %1%2").arg(stillShown(session), missed);
  return tr("%1%2 Run brings them up to the settings.").arg(stillShown(session), missed);
}

QString runText(const SimulationSession& session) {
  return session.plan().points == 1 ? tr("Run 1 point")
                                    : tr("Run %1 points").arg(grouped(session.plan().points));
}

std::vector<SimulationFinding> simulationFindings(const SimulationResults& results) {
  return Findings(results).all();
}

QString mapCaption(const SimulatedLoss& simulated) {
  const LossFacts& facts = simulated.facts;
  QString text = tr("%1 of the cases found their target (an error below %2).")
                     .arg(percent(facts.found), plainNumber(foundError));
  if (facts.still > 0) text += tr(" %1 never moved.").arg(percent(facts.still));
  const double inner = facts.byDistance.front(), outer = facts.byDistance.back();
  if (std::isfinite(inner) && std::isfinite(outer))
    text += tr(" Mean final error of a case: %1 from points within %2 of the targets’ centre, %3 from those "
               "beyond %4.")
                .arg(numberText(inner, 2), plainNumber(anchorRingWidth), numberText(outer, 2),
                     plainNumber(anchorRadius - anchorRingWidth));
  return text;
}

}  // namespace lossarium::ui
