// A network from its inputs to its outputs: each unit as a small picture of what it gives over the data,
// lines as thick as their weights are large.
#pragma once

#include "ui/plots/network_layout.h"
#include "ui/plots/plot_style.h"

#include <QWidget>

namespace lossarium::ui {

class NetworkView : public QWidget {
  Q_OBJECT

 public:
  explicit NetworkView(QWidget* parent = nullptr);

  void setScene(NetworkScene scene);
  void setPlotStyle(const PlotStyle& style);
  const NetworkLayout& layOut() const { return layout_; }
  /// What stands in the box beside the pointer, a line a row; empty away from units and lines.
  QStringList readout() const;
  /// A line a weight: its name as PyTorch has it, and its value.
  QString asText() const;
  QSize minimumSizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;
  bool event(QEvent* event) override;

 private:
  bool isEmpty() const { return !scene_.fields; }
  void arrange();
  void choose(std::optional<NetworkPlace> place);
  bool touches(const NetworkPlace& line) const;
  double weight(const NetworkPlace& place) const;
  std::vector<NetworkPlace> linesByWeight() const;
  QString columnTitle(std::size_t layer, double room) const;
  QStringList columnTitles(std::size_t layer) const;
  std::vector<ReadoutRow> readoutRows() const;
  void paintLines(QPainter& painter) const;
  void paintUnits(QPainter& painter) const;
  void paintNames(QPainter& painter) const;
  std::vector<Index> inOrderOfNames(std::size_t layer) const;
  bool showsTitles() const;
  void paintTitles(QPainter& painter) const;
  void paintKey(QPainter& painter) const;
  void paintChoice(QPainter& painter) const;

  NetworkScene scene_;
  PlotStyle style_ = PlotStyle::light();
  NetworkLayout layout_;
  std::optional<NetworkPlace> chosen_;  ///< under the pointer or by the arrow keys
  double heaviest_ = 0;                 ///< |weight| of a line that is drawn
};

}  // namespace lossarium::ui
