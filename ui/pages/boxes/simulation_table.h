// What each loss came to: its total error on the way and at the end, how many cases found their target, how
// long it took. A click shows the map of a loss.
#pragma once

#include "ui/plots/plot_style.h"
#include "ui/session/simulation_session.h"

#include <QTableWidget>

#include <vector>

namespace lossarium::ui {

class SimulationTable : public QTableWidget {
  Q_OBJECT

 public:
  explicit SimulationTable(QWidget* parent = nullptr);

  void showResults(const SimulationResults& results);
  void setStyle(const PlotStyle& style);
  /// The loss, by its place in the plan, whose map is shown.
  void follow(std::size_t place);
  /// A heading and a line for each loss, apart by tabs.
  QString asText() const;

 signals:
  void picked(std::size_t place);

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  enum Column { name, start, after50, after100, after160, after200, found, seconds, cases, columns };

  void write(int row, Column column, const QString& text, const QString& tip = {});
  int roomFor(Column column) const;
  void fitColumns();
  void fitHeight();

  PlotStyle style_;
  std::vector<std::size_t> places_;  ///< of the rows
  std::size_t followed_ = 0;
};

}  // namespace lossarium::ui
