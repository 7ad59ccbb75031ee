// What documents were, edit by edit, one opened after the other. Edits that follow each other quickly under
// one key, as of a slider that is dragged, are undone together, and all of one gesture, whose key begins with
// "gesture", however long it takes.
#pragma once

#include <QElapsedTimer>
#include <QString>

#include <cstddef>
#include <utility>
#include <vector>

namespace lossarium::ui {

template <class State>
class UndoList {
 public:
  bool canUndo() const { return position_ > 0; }
  bool canRedo() const { return position_ + 1 < entries_.size(); }
  /// What undo and redo lead to; they can.
  const State& undo() { return goTo(position_ - 1); }
  const State& redo() { return goTo(position_ + 1); }
  void endGesture() {
    if (isGesture(lastKey_)) lastKey_.clear();
  }

  /// Which entry is present; what comes after a place can be forgotten.
  std::size_t position() const { return position_; }
  void cutAfter(std::size_t position) {
    if (position >= entries_.size()) return;
    entries_.erase(entries_.begin() + static_cast<std::ptrdiff_t>(position) + 1, entries_.end());
    position_ = position;
    lastKey_.clear();
  }
  /// The present entry, with what was left open in it.
  void amend(const State& state) {
    if (!entries_.empty()) entries_[position_].state = state;
  }
  void clear() {
    entries_.clear();
    position_ = 0;
    lastKey_.clear();
  }
  /// Which of the documents that were opened the present entry is of, from 1; 0: there is none. It goes back
  /// and forth with undo and redo.
  std::size_t document() const { return entries_.empty() ? 0 : entries_[position_].document; }

  /// Another document.
  void open(const State& state) { append({state, ++opened_}, {}); }

  /// Returns whether this is a new entry.
  bool remember(const State& state, const QString& key) {
    const bool inTime = sinceLast_.isValid() && sinceLast_.elapsed() < mergeWindow;
    const bool merges = !key.isEmpty() && key == lastKey_ && (inTime || isGesture(key)) &&
                        !entries_.empty() && position_ + 1 == entries_.size();
    if (!merges) {
      append({state, document()}, key);
      return true;
    }
    sinceLast_.restart();
    entries_[position_].state = state;
    return false;
  }

 private:
  static constexpr qint64 mergeWindow = 1200;  // milliseconds between moves of one slider
  static constexpr std::size_t longest = 500;

  static bool isGesture(const QString& key) { return key.startsWith(QLatin1String("gesture")); }
  struct Entry {
    State state;
    std::size_t document;
  };

  void append(Entry entry, const QString& key) {
    lastKey_ = key;
    sinceLast_.restart();
    if (!entries_.empty())
      entries_.erase(entries_.begin() + static_cast<std::ptrdiff_t>(position_) + 1, entries_.end());
    entries_.push_back(std::move(entry));
    if (entries_.size() > longest) entries_.erase(entries_.begin());
    position_ = entries_.size() - 1;
  }
  const State& goTo(std::size_t position) {
    position_ = position;
    lastKey_.clear();
    return entries_[position].state;
  }

  std::vector<Entry> entries_;
  std::size_t position_ = 0;
  std::size_t opened_ = 0;
  QString lastKey_;
  QElapsedTimer sinceLast_;
};

}  // namespace lossarium::ui
